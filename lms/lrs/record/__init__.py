"""Statements on their way in, and what is kept of them.

`intake` reads one, `store` is the only door: it takes a turn and numbers (`numbering`), makes rows (`statement_rows`,
`interned_terms`, `references`, `voiding`, `vouching`, `definitions`, `attachments`) and tells its listeners.
`hot_sql` and `prepared_queries` are the quick ways to the driver. `documents` keeps the State and Profile documents.
"""

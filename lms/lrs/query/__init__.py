"""Statements on their way out: `page` says which (SQL in `page_sql`), `completing` adds what the LRS knows,
`statement_formats` writes exact, ids or canonical, `outgoing_format` what another LRS gets; `verify` tries them all.
"""

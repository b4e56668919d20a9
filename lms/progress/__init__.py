"""What statements add up to.

`events` reads a stored statement as an event, `fold` adds events up to the values of `model`; `listener` does so for
what is new, `rebuild` for everything; `stored_progress` and `stored_cells` keep the result in `tables`.
`completion_rule` says what a module still asks for, `concluding` what follows, `learning_statements` builds what is
said. `audit_export` writes what others need to recalculate it.
"""

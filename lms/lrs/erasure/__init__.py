"""Leaving the record: `erase_person` finds what is somebody's, `delete_statements` deletes it with all that finds it,
`tombstones` remember that it stays away.
"""

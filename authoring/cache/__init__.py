"""What was made before and may be deleted at any time: finished lessons, pictures, findings, by what they were made of.

`cache_file` is the file; `lesson_spool` holds finished lessons of one run outside of memory; `name_set` tells ids
apart.
"""

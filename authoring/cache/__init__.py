"""What was made before and may be deleted at any time: finished lessons, pictures, findings, by what they were made of.

`cache_file` is one file for a course; whatever is wrong with it, it is as if it had been empty.
"""

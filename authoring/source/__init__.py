"""Files with places: everything read from disk knows its line and column.

`files` reads a file with suspicion, `yaml_reader` its YAML with marks; what is wrong is collected in `problems`, unless
the author has said that it is known (`silences`). `edits` inserts, `slug` makes ids, `spelling` guesses what was meant.
"""

"""xAPI as values: no web, no database.

`wire` reads JSON strictly; `rules_*` hold the requirements by clause, over the tables of `rules`; `quick` tells at
once that a plain statement (`plain`) fits them; `violations` are what is wrong otherwise. `mentions` says what a
statement names, `same_statement` whether two say the same. `said` and `profile` are what the LMS itself says, in the
words of `vocabulary`.
"""

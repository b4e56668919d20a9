"""Meine Kommune.

`place_search` finds it, `own_register` keeps the learner's own figures, drawn by `register_charts`.
"""

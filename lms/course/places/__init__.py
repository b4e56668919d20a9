"""Figures of places: `official_keys` names them, `atlas` finds their figures, `place_questions` asks about them and
`text_figures` puts them into texts; `all_places` reads one figure everywhere, `ranking` who comes first.
"""

"""What people may ask for: `own_data` what is stored about them, `erasure` that it goes (`erasure_log` for restored
backups, `overwriting` for SQLite's file); `retention` lets old statements expire.
"""

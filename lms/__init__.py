"""The service: serves compiled courses, records learning as xAPI statements, derives progress and reports."""

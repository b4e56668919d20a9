"""The database: rows and times, one engine, read sessions, and units of work."""

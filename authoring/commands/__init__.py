"""The command line: one module a command, found by its name in `main`; `outcome` is how commands end."""

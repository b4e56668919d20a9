"""Plants faults in the guards one at a time and runs the tests that should notice: `python -m tests.mutation`."""

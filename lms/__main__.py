"""`lms` and `python -m lms`."""

from lms.cli import main

if __name__ == "__main__":
    main()

"""`lms` and `python -m lms`."""

import sys

from lms.cli import main

if __name__ == "__main__":
    sys.exit(main())

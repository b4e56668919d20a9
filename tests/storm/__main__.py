"""`python -m tests.storm`: kill the service twenty times and print what was counted."""

import sys

from tests.storm.killing import main

sys.exit(main())

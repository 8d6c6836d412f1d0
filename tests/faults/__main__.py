"""`python -m tests.faults` prints the table."""

import sys

from tests.faults.table import main

if __name__ == "__main__":
    sys.exit(main())

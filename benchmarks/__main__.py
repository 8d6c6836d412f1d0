"""`python -m benchmarks [name …]`: run the benchmarks and print one table of ratios."""

from __future__ import annotations

import sys

from benchmarks import calendar, diplomas, installer, nominations, search, startup
from benchmarks.measure import Row, table

_ALL = {
    "startup": startup.run,
    "diplomas": diplomas.run,
    "search": search.run,
    "nominations": nominations.run,
    "calendar": calendar.run,
    "installer": installer.run,
}


def main() -> int:
    """Run those named, or all."""
    names = sys.argv[1:] or list(_ALL)
    rows: list[Row] = []
    for name in names:
        sys.stderr.write(f"{name} …\n")
        rows += _ALL[name]()
    sys.stdout.write(table(rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())

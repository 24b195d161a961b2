"""Exit codes of the `cohort` command."""

FINE = 0
FOUND = 1
"""The command worked and found something wrong, or the programme crashed."""
USAGE = 2
CONFIG = 78
"""EX_CONFIG of sysexits.h: a supervisor should not restart what cannot start."""

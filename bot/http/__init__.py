"""Health and metrics for whoever looks after the process: three pages on a port of their own."""

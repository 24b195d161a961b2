"""The version of the programme, from the installed package."""

from importlib.metadata import version

VERSION = version("cohort")

"""YAML to domain: the roadmap files, read safely and checked completely."""

from bot.catalog.builtin import Catalog
from bot.catalog.load import Loaded, check, load
from bot.catalog.problem import CatalogError, Problem, Severity
from bot.catalog.reader import BUILT_IN_LIMITS, IMPORT_LIMITS, UNPACKED_LIMITS, Limits

__all__ = [
    "BUILT_IN_LIMITS",
    "IMPORT_LIMITS",
    "UNPACKED_LIMITS",
    "Catalog",
    "CatalogError",
    "Limits",
    "Loaded",
    "Problem",
    "Severity",
    "check",
    "load",
]

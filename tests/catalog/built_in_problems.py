"""The built-in coding problems, read and checked once for all tests of them."""

from bot.catalog.problems import built_in_ml_problems, built_in_problems

PROBLEMS = built_in_problems()
TASKS = built_in_ml_problems()

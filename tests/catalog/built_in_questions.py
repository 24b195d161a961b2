"""The built-in questions, read and checked once for all tests of them."""

from bot.catalog.questions import built_in_questions

BANK = built_in_questions()

"""The built-in roadmaps, read and checked once for all tests of them."""

from bot.catalog import Catalog

CATALOG = Catalog.built_in()
ROADMAPS = {roadmap.id: roadmap for roadmap in CATALOG.all()}

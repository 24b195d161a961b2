"""The built-in roadmaps, read and checked once for all tests of them."""

from bot.catalog import Catalog

ROADMAPS = {roadmap.id: roadmap for roadmap in Catalog.built_in().all()}

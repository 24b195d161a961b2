"""Languages: catalogues, choices, and texts that missed them."""

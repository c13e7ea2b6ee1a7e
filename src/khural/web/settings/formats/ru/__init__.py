"""Russian: days without the abbreviation of the year, whose point would meet the one that ends a sentence."""

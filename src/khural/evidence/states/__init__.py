"""States with dates: one id, the codes of three systems, and panels of years and pairs."""

"""Statements that say nearly the same, in any of the six languages; a small method without a model."""

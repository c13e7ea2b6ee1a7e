"""Statements that say nearly the same, in any of the six languages; a small method without a model."""

from khural.similar.index import Match, SimilarStatements

__all__ = ["Match", "SimilarStatements"]

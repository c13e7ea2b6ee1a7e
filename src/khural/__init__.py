"""Khural: find who can mediate, hold the dialogue, measure what it changed."""

__version__ = "0.1.0"

"""Mongolian: the year first, then month and day; hours from 0 to 24."""

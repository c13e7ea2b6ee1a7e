"""Votes in, common ground out."""

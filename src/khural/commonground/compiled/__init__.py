"""Passes over millions of votes, compiled; imported only where there are that many."""

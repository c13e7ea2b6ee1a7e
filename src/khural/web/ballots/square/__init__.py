"""Ballots of open consultations: in the main database, and queried by this package only."""

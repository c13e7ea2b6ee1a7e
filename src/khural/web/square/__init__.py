"""The square: open consultations for hundreds to a million people."""

"""The user's own sources: added with checks, built into tables, listed, verified."""

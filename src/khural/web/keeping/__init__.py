"""Backups: one sealed file without a single ballot of a closed round, and its way back."""

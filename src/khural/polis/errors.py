"""The refusal of an export."""

from __future__ import annotations

from khural.files import FileError


class PolisError(FileError):
    """An export that is refused as a whole; nothing of it was kept. See FileError for `file`, `row` and `column`."""

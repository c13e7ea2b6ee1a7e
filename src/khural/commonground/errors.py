"""Refusals of votes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from khural.files import FileError
from khural.messages import KhuralError


class VoteError(KhuralError):
    """Votes, labels or settings that are refused when they do not come from a file."""


class VoteFileError(FileError):
    """A file of votes, statements or labels that is refused; `file`, `row` and `column` say where."""


@contextmanager
def vote_files() -> Iterator[None]:
    """Whatever is refused inside is a VoteFileError, also where the file itself could not be read as a table."""
    try:
        yield
    except VoteFileError:
        raise
    except FileError as error:
        more = {key: value for key, value in error.message.params.items() if key not in {"file", "row", "column"}}
        raise VoteFileError(error.message.code, file=error.file, row=error.row, column=error.column, **more) from None

"""Writing a file whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from khural.files.errors import FileError


def write_whole(path: str | Path, text: str) -> None:
    """Write `text` as UTF-8 to `path` so that a reader sees the old file or the new one, never a part.

    Raises FileError when the folder is missing or may not be written to; nothing is left behind.
    """
    target, data = Path(path), text.encode()
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError:
        raise FileError("files.not_writable", file=str(target)) from None
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
        Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    except OSError:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise FileError("files.not_writable", file=str(target)) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask

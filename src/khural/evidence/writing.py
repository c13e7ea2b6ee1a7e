"""Writing tables and their manifest into a folder: all of it, or nothing."""

from __future__ import annotations

import hashlib
import io
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from khural.evidence.made import Made
from khural.evidence.manifest import Account, Manifest, write_manifest
from khural.evidence.tables import SourceNote


def write_folder(folder: Path, made: Iterable[Made], sources: Iterable[SourceNote], day: str) -> Manifest:
    """Write every table and the manifest into `folder`, which is replaced as a whole when all is written.

    Same tables, same day and same version of polars: same bytes.
    """
    import polars as pl

    folder.parent.mkdir(parents=True, exist_ok=True)
    beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        tables, accounts = [], []
        for one in sorted(made, key=lambda each: each.note.name):
            content = parquet(one)
            file = f"{one.note.name}.parquet"
            (beside / file).write_bytes(content)
            sha = hashlib.sha256(content).hexdigest()
            tables.append(replace(one.note, file=file, rows=one.frame.height, sha256=sha))
            dropped = tuple(each for each in one.dropped if each.rows)
            accounts.append(Account(one.note.name, one.read, dropped))
        notes = tuple(sorted(sources, key=lambda note: note.name))
        manifest = Manifest(day, f"polars {pl.__version__}", notes, tuple(tables), tuple(accounts))
        write_manifest(manifest, beside)
        _replace(folder, beside)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return manifest


def parquet(made: Made) -> bytes:
    """The table as one Parquet file, the names of states stored once."""
    import polars as pl

    out = io.BytesIO()
    names = [pl.col(name).cast(pl.Categorical) for name in ("a", "b", "state") if name in made.frame.columns]
    made.frame.with_columns(names).write_parquet(
        out, compression="zstd", compression_level=19, statistics=False, row_group_size=1 << 22
    )
    return out.getvalue()


def _replace(folder: Path, beside: Path) -> None:
    beside.chmod(0o755)
    if not folder.exists():
        beside.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(old / "was")
    beside.rename(folder)
    shutil.rmtree(old)

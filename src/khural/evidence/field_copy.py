"""Make the package's own copy of the field tables, without anything that no source was read for.

    python -m khural.evidence.field_copy SOURCE_DIR --date 2026-11-24 [--into DIR]

Rows of grade K (background knowledge) are left out. So is what is background knowledge inside a sourced row: outcome
codes whose own `coding_grade` is K, clauses of a note that carry the mark "(K)", and the cells named in UNSOURCED.
The same tables and the same date give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from khural.evidence.columns import COLUMNS
from khural.evidence.dates import PartialDate
from khural.evidence.sources import PackedTable
from khural.evidence.table import EvidenceError, Row, read_rows

PACKED = Path(__file__).parent / "field"
UNCHECKED = "K"
LICENCE = (
    "The wording of these tables is the project's own and stands under the licence of Khural. "
    "The facts belong to the sources named in each row."
)
OUTCOMES = ("outcome_agreement", "outcome_abatement", "outcome_lasting", "coding_grade")
UNSOURCED = (
    ("other_forums.csv", "forum", "Stockholm closed talks", "parties", "KOR"),
    ("other_forums.csv", "forum", "Shangri-La Dialogue (IISS)", "track", "1"),
)
"""(file, key column, key, column, part): what the note of a sourced row calls background knowledge in another cell."""

_CLAUSE_END = re.compile(r"(?<=[;.])\s+")


def pack_table(file: str, source: bytes) -> tuple[bytes, PackedTable]:
    """The copy of one table and its line of the manifest. EvidenceError when the table is not what it should be."""
    columns = COLUMNS[file]
    rows = read_rows(file, _decoded(file, source), columns)
    kept = [row for row in rows if row.text("grade") != UNCHECKED]
    cleaned = [_sourced_cells(row) for row in kept]
    changed = sum(
        before != after
        for row, cells in zip(kept, cleaned, strict=True)
        for (_, before), after in zip(row.cells, cells, strict=True)
    )
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([columns, *cleaned])
    copy = out.getvalue().encode()
    return copy, PackedTable(file, len(kept), len(rows) - len(kept), changed, _sha256(source), _sha256(copy))


def pack(source_dir: Path, date: PartialDate, into: Path = PACKED) -> tuple[PackedTable, ...]:
    """Write every table and `manifest.json` into `into`; nothing is written when one table is refused."""
    copies = [pack_table(file, _read(source_dir / file)) for file in sorted(COLUMNS)]
    manifest = {"date": str(date), "licence": LICENCE, "tables": [asdict(table) for _, table in copies]}
    into.mkdir(parents=True, exist_ok=True)
    for copy, table in copies:
        (into / table.file).write_bytes(copy)
    (into / "manifest.json").write_bytes((json.dumps(manifest, indent=2) + "\n").encode())
    return tuple(table for _, table in copies)


def without_unchecked_clauses(note: str) -> str:
    """`note` without the clauses marked "(K)"; a clause ends at a semicolon or full stop."""
    kept: list[str] = []
    for clause in _CLAUSE_END.split(note):
        if "(K)" not in clause:
            kept.append(clause)
        elif kept and clause.endswith("."):
            kept[-1] = kept[-1].rstrip(";.") + "."
    return " ".join(kept).rstrip(";")


def _sourced_cells(row: Row) -> list[str]:
    cells = dict(row.cells)
    cells["note"] = without_unchecked_clauses(cells["note"])
    if cells.get("coding_grade") == UNCHECKED:
        cells.update(dict.fromkeys(OUTCOMES, ""))
    for file, key_column, key, column, part in UNSOURCED:
        if row.file == file and cells[key_column] == key:
            cells[column] = ";".join(value for value in row.many(column) if value != part)
    return list(cells.values())


def _decoded(file: str, source: bytes) -> str:
    try:
        return source.decode()
    except UnicodeDecodeError:
        raise EvidenceError("evidence.not_utf8", file=file) from None


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise EvidenceError("evidence.no_file", file=path.name) from None


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of this module."""
    parser = argparse.ArgumentParser(
        prog="python -m khural.evidence.field_copy", description="Copy the field tables, sourced rows only."
    )
    parser.add_argument("source_dir", type=Path, metavar="SOURCE_DIR")
    parser.add_argument("--date", type=PartialDate.parse, required=True, help="the day of the copy, YYYY-MM-DD")
    parser.add_argument("--into", type=Path, default=PACKED, help="where to write (default: the package)")
    options = parser.parse_args(arguments)
    try:
        tables = pack(options.source_dir, options.date, options.into)
    except EvidenceError as error:
        parser.exit(1, f"{error}\n")
    for table in tables:
        counts = f"{table.rows_kept} rows kept, {table.rows_dropped} dropped, {table.cells_changed} cells changed"
        sys.stdout.write(f"{table.file}: {counts}\n")


if __name__ == "__main__":
    main()

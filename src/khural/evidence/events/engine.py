"""The embedded engine: DuckDB through Ibis, two threads, a memory limit, spilling to a folder beside the data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from khural.evidence.table import EvidenceError

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa
    from ibis.backends.duckdb import Backend

MEMORY = "1500MB"
THREADS = 2


@contextmanager
def engine(spill: Path) -> Iterator[Backend]:
    """A connection that ends with the body; long queries show their progress on a terminal.

    EvidenceError where the additional part for data is not installed.
    """
    try:
        import ibis

        connection = ibis.duckdb.connect(threads=THREADS, memory_limit=MEMORY, temp_directory=str(spill))
    except ImportError:
        raise EvidenceError("evidence.needs_data") from None
    try:
        if sys.stderr.isatty():
            connection.raw_sql("set enable_progress_bar = true")
        yield connection
    finally:
        connection.disconnect()


def fetch(connection: Backend, query: ir.Table) -> pa.Table:
    """The answer to a query as an Arrow table.

    DuckDB hands its own result over; Ibis would copy it once more. Only columns of another type than the query says
    are converted: DuckDB gives the start of a month as a moment, not a day.
    """
    wanted = query.schema().to_pyarrow()
    found = connection.raw_sql(connection.compile(query)).to_arrow_table()
    for place, field in enumerate(wanted):
        if found.schema.field(place).type != field.type:
            found = found.set_column(place, field, found.column(place).cast(field.type))
    return found

"""`lake.duckdb`: one file that opens in DuckDB, with a view per table and the table `provenance`."""

from __future__ import annotations

from dataclasses import asdict

from khural.evidence.lake.records import Lake
from khural.evidence.manifest import Manifest

FILE = "lake.duckdb"
COLUMNS = ("source", "title", "version", "licence", "terms", "sha256", "first", "last", "rows", "citation", "url")


def write_database(lake: Lake, manifest: Manifest) -> bool:
    """Write the database in the place of an older one; False, and none is left, where DuckDB is not installed.

    It reads the Parquet files beside it: keep them together.
    """
    try:
        import duckdb
    except ImportError:
        (lake.folder / FILE).unlink(missing_ok=True)
        return False
    part = lake.folder / f"{FILE}.part"
    part.unlink(missing_ok=True)
    with duckdb.connect(str(part)) as connection:
        for table in manifest.tables:
            path = str((lake.tables / table.file).resolve()).replace("'", "''")
            name = table.name.replace('"', '""')
            connection.execute(f"create view \"{name}\" as select * from read_parquet('{path}')")  # noqa: S608 - quoted
        connection.execute(
            "create table provenance (source text, title text, version text, licence text, terms text, sha256 text, "
            '"first" date, "last" date, "rows" bigint, citation text, url text)'
        )
        rows = [
            [asdict(one)["name" if column == "source" else column] for column in COLUMNS] for one in manifest.sources
        ]
        connection.executemany("insert into provenance values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
    part.replace(lake.folder / FILE)
    return True

"""How well names of actors are resolved: precision on 200 names coded twice, and the share of event facts resolved.

    python benchmarks/actors.py

`actors_coded.csv` holds 200 names, fifty from each of four strata by frequency (the 200 most frequent, to 1,000, to
5,000, the rest), drawn with a fixed seed from an event file of January to July 2018 and coded twice by one coder, in
two orders, from public knowledge. The tables of the resolver were written by the same coder, who had seen the sample:
the precision is that of the rules on names of this kind, not an independent estimate for people in the table.
`actors_held_out.csv` holds 100 other names, 25 per stratum, coded once by a second coder before the resolver was run
on them: that is the independent estimate. Event files: KHURAL_SHARED, or `shared` beside the repository.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from datetime import date
from pathlib import Path

from khural.evidence.actors import resolve

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("KHURAL_SHARED", HERE.parent.parent / "shared"))
DAY = date(2018, 4, 1)
FILES = (
    ("2005-15", "icews05_15/events.parquet", 0.833),
    ("2014", "icews14/events.parquet", 0.770),
    ("2018-01..07", "icews18/events_2018_01_07.parquet", 0.756),
)


def coded() -> list[dict[str, str]]:
    """The sample."""
    with (HERE / "actors_coded.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def precision() -> None:
    """Agreement of the coder with himself, then right, wrong and unresolved by stratum."""
    rows = coded()
    unlike = [row for row in rows if row["first"] != row["second"]]
    print(f"{len(rows)} names; the two codings agree on {len(rows) - len(unlike)}; they differ on:")
    for row in unlike:
        print(f"  {row['name']}: {row['first'] or 'no state'} / {row['second'] or 'no state'}")
    by_stratum(rows)
    with (HERE / "actors_held_out.csv").open(encoding="utf-8", newline="") as file:
        others = [{**row, "first": row["code"]} for row in csv.DictReader(file)]
    print(f"\n{len(others)} other names, not seen when the tables were written:")
    by_stratum(others)


def by_stratum(rows: list[dict[str, str]]) -> None:
    """Right, wrong and unresolved by stratum of frequency."""
    print("\nstratum   right   wrong   unresolved   precision of what is resolved")
    for stratum in ("1", "2", "3", "4"):
        counts = Counter(verdict(row) for row in rows if row["stratum"] == stratum)
        resolved = counts["right"] + counts["wrong"]
        share = counts["right"] / resolved if resolved else float("nan")
        print(f"{stratum:>7} {counts['right']:>7} {counts['wrong']:>7} {counts['unresolved']:>12} {share:>31.3f}")


def verdict(row: dict[str, str]) -> str:
    """Whether the resolver agrees with a coding that both passes gave; doubtful names count by the first."""
    found = resolve(row["name"], DAY)
    if found.rule == "unresolved":
        return "unresolved" if row["first"] else "right"
    return "right" if (found.code or "") == row["first"] else "wrong"


def shares() -> None:
    """The share of event facts of which both ends are resolved to a state or an organisation, dated."""
    import polars as pl

    print("\nfile             both ends resolved   by the file's own column   specification")
    for label, path, wanted in FILES:
        facts = pl.read_parquet(SHARED / "data" / "ir" / path)
        days = facts.get_column("date").str.slice(0, 7)
        keys = {
            (name, month)
            for column in ("source", "target")
            for name, month in zip(facts.get_column(column), days, strict=True)
        }
        known = {key: resolve(key[0], date.fromisoformat(f"{key[1]}-01")).code is not None for key in keys}
        both = sum(
            known[source, month] and known[target, month]
            for source, target, month in zip(facts["source"], facts["target"], days, strict=True)
        )
        own = facts.filter(pl.col("source_iso3").is_not_null() & pl.col("target_iso3").is_not_null()).height
        print(f"{label:<16} {both / facts.height:>18.3f} {own / facts.height:>26.3f} {wanted:>15.3f}")


if __name__ == "__main__":
    precision()
    if SHARED.is_dir():
        shares()
    else:
        print(f"\nThe event files were not found in {SHARED}.")

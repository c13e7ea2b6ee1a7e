"""`khural commonground`: votes in, what people share out."""

from __future__ import annotations

import json
from pathlib import Path

import click

EPILOG = """
\b
Examples:
  khural commonground votes.csv
  khural commonground votes.csv --parties parties.csv --json out.json
  khural commonground votes.csv --groups-from participants-votes.csv

VOTES is a CSV with comment-id, voter-id, vote (and timestamp), a table with one line per participant and one column
per statement, or Parquet. +1 agrees, -1 disagrees, 0 passes. A comments.csv beside it brings the texts.
"""


@click.command("commonground", epilog=EPILOG, context_settings={"max_content_width": 100})
@click.argument("votes", type=click.Path(path_type=Path))
@click.option(
    "--groups-from", type=click.Path(path_type=Path), help="Hold the groups of this file (participant, group-id)."
)
@click.option("--parties", type=click.Path(path_type=Path), help="Declared parties (participant, party).")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write everything as JSON to this file.")
@click.option("--floor", type=click.IntRange(min=1), default=1, show_default=True, help="Least votes a party needs.")
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="Statements per list.")
@click.option("--encoding", help="Encoding of the files when it is not UTF-8.")
@click.option("--swap-signs", is_flag=True, help="The file holds agree as -1.")
def command(
    votes: Path,
    groups_from: Path | None,
    parties: Path | None,
    out: Path | None,
    floor: int,
    top: int,
    encoding: str | None,
    swap_signs: bool,
) -> None:
    """What people share in a file of VOTES: by everybody, by declared party, across groups or the spread."""
    from khural.cli.commonground_report import report
    from khural.cli.progress import step
    from khural.commonground import common_ground, read_labels, read_votes
    from khural.files import write_whole

    with step("Reading the votes"):
        matrix = read_votes(votes, swap_signs=swap_signs, encoding=encoding)
        by_party = read_labels(parties, "party", encoding) if parties else None
        by_group = read_labels(groups_from, "group", encoding) if groups_from else None
    with step("Computing what people share"):
        result = common_ground(matrix, parties=by_party, groups=by_group, floor=floor)
    if out is not None:
        write_whole(out, json.dumps(result.to_dict(), ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    report(result, matrix, votes.name, top)

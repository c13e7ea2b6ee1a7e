"""`khural claims`: the article's 55 claims, checked."""

from __future__ import annotations

import json
from pathlib import Path

import click

EPILOG = """
\b
Examples:
  khural claims
  khural claims --only 26 --only 52
  khural claims --status contradicted
  khural claims --json claims.json

Status: supported, partly, open (nobody can tell), contradicted; then = July 2021, when the article appeared.
"""

STATES = ("supported", "partly", "open", "contradicted")


@click.command("claims", epilog=EPILOG, context_settings={"max_content_width": 100})
@click.option("--only", "numbers", type=click.IntRange(1, 55), multiple=True, help="Show this claim, with its data.")
@click.option("--status", type=click.Choice(STATES), help="Show the claims of this status now.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write everything as JSON to this file.")
def command(numbers: tuple[int, ...], status: str | None, out: Path | None) -> None:
    """The article's 55 claims: status then and now, evidence for and against, and what was computed from data."""
    from khural.claims import document, shown_claims
    from khural.cli.claims_report import report
    from khural.cli.progress import step
    from khural.files import write_whole

    with step("Checking the claims"):
        found = shown_claims()
    chosen = [one for one in found if not numbers or one.claim.number in numbers]
    chosen = [one for one in chosen if status is None or one.claim.check_status == status]
    if out is not None:
        write_whole(out, json.dumps(document(chosen), ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    report(chosen, with_data=bool(numbers))

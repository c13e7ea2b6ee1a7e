"""`khural measure`: what two states say and do to each other, how far the evidence reaches, and what it cannot tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

EPILOG = """
\b
Examples:
  khural measure PRK KOR
  khural measure PRK KOR --from 2018 --to 2019-06 --json korea.json

States are named by their three-letter code (ISO 3166-1). Dates are days, months or years: 2014-12-31, 2014-12, 2014.
Responses to carrots, sticks and talks need the additional part: pip install "khural[measure]".
"""

STEPS = {
    "series": "Reading the series",
    "forecasts": "Trying the forecasts on the past",
    "responses": "Estimating what went with carrots, sticks and talks",
}


def as_day(_ctx: click.Context, param: click.Parameter, text: str | None) -> date | None:
    """The day an option names: of a month or year the first, for the end of a span the last."""
    from khural.evidence.dates import PartialDate

    if text is None:
        return None
    try:
        found = PartialDate.parse(text)
    except ValueError:
        raise click.BadParameter(f"“{text}” is not a year, month or day such as 2014-06-17.") from None
    return found.last_day if param.name == "last" else found.first_day


@click.command("measure", epilog=EPILOG, context_settings={"max_content_width": 100})
@click.argument("a")
@click.argument("b")
@click.option("--from", "first", callback=as_day, metavar="DATE", help="First day looked at. [all there is]")
@click.option("--to", "last", callback=as_day, metavar="DATE", help="Last day looked at. [all there is]")
@click.option(
    "--data",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Your own lake of evidence (khural data).",
)
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write everything as JSON to this file.")
def command(a: str, b: str, first: date | None, last: date | None, folder: Path | None, out: Path | None) -> None:
    """Measure tension between states A and B: level, states, outcomes, responses, forecasts, with sources."""
    from khural.cli.measure_report import report
    from khural.cli.progress import steps
    from khural.evidence.store import open_evidence
    from khural.files import write_whole
    from khural.tension.document import document
    from khural.tension.measure import measure

    with steps(STEPS) as progress:
        evidence = open_evidence(date.today(), folder)
        found = measure(evidence, a.upper(), b.upper(), first, last, progress)
    if out is not None:
        write_whole(out, document(found))
    report(found)

"""`khural doctor`: is this installation in a state in which its promises can hold?"""

from __future__ import annotations

import json
from pathlib import Path

import click

from khural.cli import site

EPILOG = """
\b
Examples:
  khural doctor --data /srv/khural
  khural doctor --risk-sheet > risk-sheet.txt
"""


@click.command("doctor", epilog=EPILOG)
@site.DATA_OPTION
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--risk-sheet", is_flag=True, help="Print one page in plain words for the mediator to sign.")
def command(data: Path | None, as_json: bool, risk_sheet: bool) -> None:
    """Check databases, tables, keys, protection of the disk, the record. Exit code 1 when something is wrong."""
    place = site.existing(data)
    site.boot(site.SERVER, place)
    from khural.web.staff import checkup

    with site.explained():
        findings = checkup.examine(place)
    if risk_sheet:
        click.echo(checkup.risk_sheet(findings))
    elif as_json:
        rows = [{"what": f.what, "state": f.state, "sentence": f.sentence} for f in findings]
        click.echo(json.dumps(rows, indent=1))
    else:
        for finding in findings:
            click.echo(f"{finding.state:>7}  {finding.what}: {finding.sentence}")
    if any(finding.state == checkup.WRONG for finding in findings):
        raise SystemExit(1)

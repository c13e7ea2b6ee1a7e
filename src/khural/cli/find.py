"""`khural find`: who can mediate between these states, with the evidence and how far to believe it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TypedDict, Unpack

import click

EPILOG = """
\b
Examples:
  khural find PRK KOR --stakeholders USA CHN JPN RUS
  khural find PRK KOR --stakeholders USA CHN JPN RUS --as-of 2014-12-31 --why MNG
  khural find PRK KOR --without MNG --learn --json finding.json
  khural find IND PAK --window 2006..2009 --view pair

States are named by their three-letter code (ISO 3166-1). Dates are days, months or years: 2014-12-31, 2014-12, 2014.
"""

MANY = ("--stakeholders", "--without")
"""Options that take every word up to the next option."""


class ManyValues(click.Command):
    """A command whose options of MANY take several words."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeat the option before each of its words, as click wants it."""
        spread: list[str] = []
        taking = ""
        for place, word in enumerate(args):
            if word in MANY:
                taking = word
                if place + 1 == len(args) or args[place + 1].startswith("-"):
                    raise click.UsageError(f"{word} needs at least one state.", ctx)
            elif word.startswith("-"):
                taking = ""
                spread.append(word)
            elif taking:
                for state in filter(None, word.split(",")):
                    spread += [taking, state]
            else:
                spread.append(word)
        return super().parse_args(ctx, spread)


def codes(_ctx: click.Context, _param: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    """Codes in capitals, as they are listed; whatever is no code is refused later by its own words."""
    return tuple(word.upper() if len(word) == 3 else word for word in words)


def _day(text: str, *, last: bool = False) -> date:
    """The day that `text` names; a month or year stands for its first or, with `last`, its last day."""
    from khural.evidence.dates import PartialDate

    try:
        found = PartialDate.parse(text)
    except ValueError:
        raise click.BadParameter(f"“{text}” is not a year, month or day such as 2014-06-17.") from None
    return found.last_day if last else found.first_day


def as_day(_ctx: click.Context, _param: click.Parameter, text: str | None) -> date | None:
    """The day an option names."""
    return None if text is None else _day(text)


def as_window(_ctx: click.Context, _param: click.Parameter, text: str | None) -> tuple[date, date] | None:
    """First and last day, written as one word: 2010..2014."""
    if text is None:
        return None
    first, dots, last = text.partition("..")
    if not dots:
        raise click.BadParameter(f"“{text}” is not a window such as 2010..2014.")
    return _day(first), _day(last, last=True)


class Chosen(TypedDict):
    """The options that change the ranking."""

    window: tuple[date, date] | None
    source: str | None
    smoothing: float | None
    floor: int | None
    without: tuple[str, ...]
    view: str


@click.command("find", cls=ManyValues, epilog=EPILOG, context_settings={"max_content_width": 100})
@click.argument("parties", nargs=-1, required=True, callback=codes)
@click.option(
    "--stakeholders", multiple=True, callback=codes, metavar="STATES", help="Others whose tie counts: USA CHN JPN RUS."
)
@click.option(
    "--as-of",
    "as_of",
    callback=as_day,
    metavar="DATE",
    help="Day of the ranking; nothing dated on or after it enters. [today]",
)
@click.option(
    "--window", callback=as_window, metavar="FIRST..LAST", help="Events that count. [the last five years of the source]"
)
@click.option("--source", help="Source of the counts of events. [icews_dyad_year]")
@click.option("--smoothing", type=click.FloatRange(min=0.01), help="Constant that pulls thin ties down. [5]")
@click.option("--floor", type=click.IntRange(min=1), help="Fewest events of a known tie. [5]")
@click.option("--without", multiple=True, callback=codes, metavar="STATES", help="Hosts that are not available.")
@click.option("--view", type=click.Choice(["neutral", "pair", "insider"]), default="neutral", show_default=True)
@click.option("--why", "why_state", metavar="STATE", help="Everything on one candidate.")
@click.option("--learn", is_flag=True, help="The questions that would move the ranking most (private).")
@click.option("--entered", type=click.Path(path_type=Path), help="Ties entered by hand, with sources (CSV).")
@click.option("--encoding", help="Encoding of that file when it is not UTF-8.")
@click.option("--data", "folder", type=click.Path(path_type=Path), help="Folder of your own sources (khural data).")
@click.option("--top", type=click.IntRange(min=1), default=10, show_default=True, help="Rows per list.")
@click.option("--json", "out", type=click.Path(path_type=Path), help="Write everything as JSON to this file.")
def command(
    parties: tuple[str, ...],
    stakeholders: tuple[str, ...],
    as_of: date | None,
    why_state: str | None,
    learn: bool,
    entered: Path | None,
    encoding: str | None,
    folder: Path | None,
    top: int,
    out: Path | None,
    **chosen: Unpack[Chosen],
) -> None:
    """Who can mediate between the PARTIES of a conflict, by the weakest tie, with everything beside it."""
    from khural.cli import find_report, find_why
    from khural.cli.progress import step
    from khural.evidence.store import open_evidence
    from khural.files import write_whole
    from khural.mediators import explain, find, read_entered, settings_for
    from khural.mediators import learn as learned
    from khural.mediators.document import plain

    with step("Ranking"):
        evidence = open_evidence(as_of or date.today(), folder)
        settings = settings_for(evidence, top=top, **chosen)
        ties = read_entered(entered, encoding) if entered else ()
        finding = find(parties, stakeholders, evidence, settings, entered=ties)
        why = explain(finding, evidence, why_state.upper()) if why_state else None
        asked = learned(finding) if learn else ()
    if out is not None:
        document = {"finding": plain(finding), "why": plain(why), "learn": plain(asked)}
        write_whole(out, json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n")
    console = find_report.console()
    if why is None:
        find_report.report(console, finding, top)
    else:
        find_why.report(console, finding, why)
    if learn:
        find_report.questions(console, asked, top)

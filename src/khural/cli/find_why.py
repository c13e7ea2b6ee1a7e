"""One candidate in full, for a reader at a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.text import Text

from khural.cli.find_report import named, printed, provenance, ranks_of, score_of, table
from khural.mediators import Candidate, Finding, Flag, Why
from khural.mediators.assets import KINDS
from khural.messages import Message, english

STANDINGS = {
    "ranked": "cordial to all",
    "not_cordial": "not cordial to all",
    "unknown": "cannot be ranked: a tie is unknown",
    "missing": "not in the source",
}


def report(out: Console, finding: Finding, why: Why) -> None:
    """Ties, what the rank rests on, what speaks against, stakes, embassies, venue, record, assets, sources."""
    candidate = why.candidate
    out.print(Text(f"{named(candidate.state)} between {' and '.join(finding.parties)}", style="bold"))
    where = f", rank {candidate.rank} [{ranks_of(candidate.rank_interval)}]" if candidate.rank else ""
    out.print(f"{STANDINGS[candidate.standing]}{where}; evidence reaches to {finding.reaches_to}.")
    _ties(out, candidate)
    _since(out, why)
    _rests(out, finding, why)
    _views(out, why)
    _against(out, why)
    _beside(out, finding, why)
    _venue(out, finding, why)
    _record(out, why)
    _assets(out, why)
    _standing(out, why)
    provenance(out, finding)


def _ties(out: Console, candidate: Candidate) -> None:
    columns = ("party", "tie", "score [90 %]", "verbal coop.>", "material coop.>", "verbal conf.>", "material conf.>")
    rows = table("Ties in the window, both directions", *columns)
    for tie in candidate.ties:
        classes = (tie.verbal_cooperation, tie.material_cooperation, tie.verbal_conflict, tie.material_conflict)
        counts = ["–" if count is None else str(count) for count in classes]
        rows.add_row(tie.party, tie.status, score_of(tie.score, tie.interval), *counts)
    for entered in candidate.entered:
        together = f"{entered.cooperation}:{entered.conflict}"
        rows.add_row(Text(entered.party), "entered by hand", score_of(entered.score), together)
    printed(out, rows)


def _since(out: Console, why: Why) -> None:
    columns = ("party", "cooperative>", "hostile>", "silent>", "unknown>", "from", "to", "source")
    rows = table("Months by net score: no rank is made of them", *columns)
    for found in why.since:
        counts = (found.cooperative, found.hostile, found.silent, found.unknown)
        dates = (f"{found.first:%Y-%m}", f"{found.last:%Y-%m}", found.source)
        rows.add_row(found.party, *map(str, counts), *dates)
    if rows.row_count:
        printed(out, rows)


def _rests(out: Console, finding: Finding, why: Why) -> None:
    rows = table("What the rank rests on", "without", "rank>", "change [90 %]")
    for found in why.ablations:
        change = "cannot be ranked" if found.change is None else f"{found.change:+d}"
        if found.interval is not None:
            change += f" [{found.interval.low:+d}, {found.interval.high:+d}]"
        rows.add_row(f"{found.kind} {found.what}", "–" if found.rank is None else str(found.rank), change)
    if rows.row_count:
        printed(out, rows)
    _grid(out, finding, why)
    reach = why.candidate.grid
    if reach is not None:
        out.print(
            f"Over {len(finding.grid)} settings the rank lies between {reach.low} and {reach.high}; "
            f"under {why.candidate.unrankable} of them there is none."
        )
    if why.change is not None:
        out.print(_change(finding, why))


def _grid(out: Console, finding: Finding, why: Why) -> None:
    """The rank under each setting of the grid: a row for each window, then what is left out or taken alone."""
    state = why.candidate.state
    by_window: dict[str, dict[str, str]] = {}
    moved = []
    for variant in finding.grid:
        rank = str(variant.ranks.get(state, "none"))
        if variant.kind in ("smoothing", "window", "source"):
            window = f"{variant.source} {variant.first} to {variant.last}"
            by_window.setdefault(window, {})[variant.value] = rank
        else:
            words = {"without": "without ", "events": "only ", "volume": "weighted by volume"}
            moved.append(f"{words[variant.kind]}{variant.value}: {rank}")
    constants = sorted({value for row in by_window.values() for value in row}, key=float)
    rows = table("The rank when one setting is moved", "window", *(f"constant {value}>" for value in constants))
    for window, ranks in by_window.items():
        rows.add_row(window, *(ranks.get(value, "") for value in constants))
    printed(out, rows)
    out.print("; ".join(moved) + ".")


def _views(out: Console, why: Why) -> None:
    words = []
    for view in why.candidate.views:
        beside = f" with {view.partner}" if view.partner else ""
        side = f", close to {view.side}" if view.side else ""
        words.append(f"{view.view} {view.rank}{beside}{side}")
    if words:
        spread = why.candidate.view_spread
        out.print(f"Views of bias: {'; '.join(words)}. Ranks lie {0 if spread is None else spread} apart.")


def _change(finding: Finding, why: Why) -> str:
    change = why.change
    assert change is not None
    top = finding.settings.top
    ways = []
    if change.conflict is not None:
        ways.append(f"{change.conflict} {'more' if change.direction == 'out' else 'fewer'} conflict events")
    if change.cooperation is not None:
        ways.append(f"{change.cooperation} {'fewer' if change.direction == 'out' else 'more'} cooperative events")
    moved = "out of" if change.direction == "out" else "into"
    return f"{' or '.join(ways)} with {change.party} would move it {moved} the first {top}."


def _against(out: Console, why: Why) -> None:
    rows = table("What speaks against", "", "when", "source")
    for found in why.contrary:
        rows.add_row(Text(english(found.sentence)), found.when or "", Text(found.source_url or found.grade))
    printed(out, rows, "Nothing found against it: that is not proof that there is nothing.")


def _beside(out: Console, finding: Finding, why: Why) -> None:
    candidate = why.candidate
    answers: dict[str, dict[str, str]] = {}
    for flag in candidate.flags:
        if flag.party is not None:
            answers.setdefault(flag.kind.replace("_", " "), {})[flag.party] = _answer(flag)
    for found in candidate.presence:
        kind = "embassy there" if found.direction == "sends" else "embassy here"
        since = f" since {found.since}" if found.value == "yes" and found.since else ""
        answers.setdefault(kind, {})[found.party] = found.value + since
    by_party(out, "Stakes and embassies (never part of the score)", finding.table, answers)
    out.print("Years are those of the evidence; unknown is not no.")
    for like in why.likeness:
        out.print(f"Votes like {like.party} in the General Assembly: {like.value:.2f} ({like.year}, {like.source}).")
    if candidate.balance is not None:
        out.print(f"Balance: its ties to the parties lie {candidate.balance:.3f} apart. Small: {candidate.small}.")


def _answer(flag: Flag) -> str:
    if flag.value == "unknown":
        return f"unknown ({flag.last_known} in {flag.year})" if flag.last_known else "unknown"
    return f"{flag.value} {flag.year or ''}".strip()


def by_party(out: Console, title: str, parties: Sequence[str], answers: Mapping[str, Mapping[str, str]]) -> None:
    """One row per kind, one column per party."""
    rows = table(title, "", *parties)
    for kind, by in answers.items():
        rows.add_row(kind, *(by.get(party, "") for party in parties))
    printed(out, rows)


def _venue(out: Console, finding: Finding, why: Why) -> None:
    answers: dict[str, dict[str, str]] = {}
    single = table("As a venue: the rest", "condition", "value", "as of", "source")
    for row in why.venue:
        kind = "distance of borders" if row.kind == "distance" else row.kind.replace("_", " ")
        value = "unknown: ask" if row.value is None else f"{row.value} {unit_of(row.unit)}".strip()
        if row.party is None:
            single.add_row(kind, value, row.as_of or "", Text(row.source_url or ""))
        else:
            answers.setdefault(kind, {})[row.party] = value
    by_party(out, "As a venue, by party", finding.table, answers)
    printed(out, single)


def unit_of(unit: str | None) -> str:
    """The unit as it is printed: dates and texts have none."""
    return "" if unit in (None, "date", "text") else str(unit)


def _record(out: Console, why: Why) -> None:
    rows = table("Track record, as far as a source says so", "from", "to", "role", "what", "source")
    for deed in why.profile.record:
        role = deed.role.replace("_", " ")
        rows.add_row(deed.start or "", deed.end or "", role, Text(deed.what), Text(deed.source_url or ""))
    printed(out, rows, "No deed in the sources here; that is not “never”.")


def _assets(out: Console, why: Why) -> None:
    out.print()
    out.print(Text("Assets by kind, each with its risk to impartiality", style="bold"))
    for kind in KINDS:
        found = [asset for asset in why.profile.assets if asset.kind == kind]
        if not found:
            continue
        out.print(Text(f"{kind.replace('_', ' ')}: {english(found[0].risk)}", style="italic"))
        rows = table("", "", "what", "value", "as of", "grade", "source")
        for asset in found:
            value = Text(f"{asset.value or ''} {unit_of(asset.unit)}".strip())
            what = Text(asset.what.replace("_", " "))
            rows.add_row("  ", what, value, asset.as_of or "", asset.grade, Text(asset.source_url or asset.source))
        rows.title, rows.show_header = None, False
        out.print(rows)
    if why.profile.no_data:
        out.print(f"No data: {', '.join(kind.replace('_', ' ') for kind in why.profile.no_data)}.")


def _standing(out: Console, why: Why) -> None:
    rows = table(
        "Standing over time: share of cooperation among third parties",
        "year",
        "share [90 %]>",
        "rank [90 %]>",
        "meetings hosted>",
    )
    for found in why.profile.standing:
        place = "–" if found.rank is None else f"{found.rank} of {found.states} ({ranks_of(found.rank_interval)})"
        share = "–"
        if found.share is not None and found.interval is not None:
            share = f"{found.share:.2%} [{found.interval.low:.2%}, {found.interval.high:.2%}]"
        hosted = "no data" if found.hosted is None else str(found.hosted)
        rows.add_row(f"{found.first.year}", share, place, hosted)
    if rows.row_count:
        printed(out, rows)
        out.print(english(Message("mediators.standing_gain")))
    spread = why.profile.diversity
    if spread is not None and spread.spread is not None:
        near = "unknown" if spread.neighbours is None else f"{spread.neighbours:.0%}"
        out.print(f"Diversified relations: {spread.spread:.3f} (1 minus Herfindahl); neighbours' share {near}.")

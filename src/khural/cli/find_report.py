"""The answer of `khural find` for a reader at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from khural.evidence.states.registry import name_of
from khural.mediators import Candidate, Finding, Flag, Interval, Question, RankInterval
from khural.messages import english

WIDTH_WHERE_THERE_IS_NO_TERMINAL = 140
SHOWN = 15
NOT_COMPUTED = "not computed"


def console() -> Console:
    """A console as wide as the terminal, or wide enough for the tables where there is none."""
    width = None if sys.stdout.isatty() else WIDTH_WHERE_THERE_IS_NO_TERMINAL
    return Console(width=width, highlight=False, soft_wrap=False)


def table(title: str, *columns: str) -> Table:
    """An empty table; columns whose name ends with ">" are numbers."""
    found = Table(title=title, box=None, pad_edge=False)
    for column in columns:
        justify: Literal["right", "left"] = "right" if column.endswith(">") else "left"
        found.add_column(Text(column.rstrip(">")), justify=justify, overflow="fold")
    return found


def printed(out: Console, rows: Table, empty: str = "None.") -> None:
    """The title on a line of its own and the table under it, or what is to be said when it has no rows."""
    title, rows.title = rows.title, None
    out.print()
    out.print(Text(str(title), style="bold"))
    out.print(rows if rows.row_count else Text(empty))


def report(out: Console, finding: Finding, top: int) -> None:
    """The head, the ranked, those not cordial to all, those that cannot be ranked, the caveats and the sources."""
    _head(out, finding)
    if finding.settings.view == "pair":
        _pairs(out, finding, top)
    elif finding.settings.view == "insider":
        _insiders(out, finding, top)
    _ranked(out, finding, top)
    _entered(out, finding)
    _not_cordial(out, finding, top)
    _unknown(out, finding, top)
    _missing(out, finding)
    _rarity(out, finding)
    out.print()
    for message in finding.messages:
        out.print(Text(f"- {english(message)}"))
    provenance(out, finding)


def _head(out: Console, finding: Finding) -> None:
    settings = finding.settings
    title = f"Who can mediate between {' and '.join(finding.parties)}?"
    if finding.stakeholders:
        title += f" With {', '.join(finding.stakeholders)} at the table."
    out.print(Text(title, style="bold"))
    out.print(
        f"As of {settings.as_of}; events of {settings.first} to {settings.last} from {settings.source}; "
        f"evidence reaches to {finding.reaches_to}."
    )
    taken = f"; without {', '.join(settings.without)}" if settings.without else ""
    out.print(f"Smoothing {settings.smoothing:g}, ties of fewer than {settings.floor} events are unknown{taken}.")


def named(state: str) -> str:
    """The code of a state with its English name."""
    return f"{state} {name_of(state)}"


def ranks_of(interval: RankInterval | None) -> str:
    """A range of ranks, or a dash where there is none."""
    if interval is None:
        return "–"
    return f"{interval.low}" if interval.low == interval.high else f"{interval.low}–{interval.high}"


def score_of(score: float | None, interval: Interval | None = None) -> str:
    """A score with its interval, or a dash."""
    if score is None:
        return "–"
    return f"{score:.3f}" + (f" [{interval.low:.3f}, {interval.high:.3f}]" if interval else "")


def weakest_of(candidate: Candidate) -> str:
    """The weakest tie with its counts."""
    for tie in candidate.ties:
        if tie.party == candidate.weakest:
            return f"{tie.party} {tie.cooperation}:{tie.conflict}"
    return "–"


def stakes_of(flags: Sequence[Flag]) -> str:
    """The stakes that are known, with the year of the evidence."""
    known = [f"{flag.kind.replace('_', ' ')} {flag.party or ''} {flag.year or ''}".strip() for flag in flags]
    return "; ".join(known)


def _ranked(out: Console, finding: Finding, top: int) -> None:
    columns = ("rank>", "90 %>", "over settings>", "state", "weakest link [90 %]", "weakest tie", "by volume>")
    rows = table("Cordial to all, by the weakest tie", *columns, "who history would ask", "stakes known")
    ranked = finding.of("ranked")
    for candidate in ranked[:top]:
        rows.add_row(
            str(candidate.rank),
            ranks_of(candidate.rank_interval),
            ranks_of(candidate.grid) + (f" ({candidate.unrankable} none)" if candidate.unrankable else ""),
            named(candidate.state),
            score_of(candidate.suitability, candidate.interval),
            weakest_of(candidate),
            f"{candidate.volume_rank} ({ranks_of(candidate.volume_rank_interval)})",
            NOT_COMPUTED,
            Text(stakes_of(candidate.stakes) or "none known"),
        )
    printed(out, rows, "No state has known, cordial ties to everybody at the table.")
    if len(ranked) > top:
        out.print(f"... and {len(ranked) - top} more; all are in the JSON.")
    out.print("Weakest tie = cooperative:conflictual events, both directions. A stake that is not known is not absent.")
    out.print(f"Over {len(finding.grid)} settings: the best and worst rank; none = a tie becomes unknown.")


def _entered(out: Console, finding: Finding) -> None:
    if finding.entered:
        rows = table("Entered by hand, not part of the rank", "name", "kind", "weakest link", "weakest", "unknown ties")
        for found in finding.entered:
            above = "" if found.above is None else f" ({found.above} states above)"
            rows.add_row(
                Text(found.name),
                found.kind,
                score_of(found.suitability) + above,
                found.weakest,
                " ".join(found.unknown),
            )
        printed(out, rows)
    if finding.entered_parties:
        rows = table(f"With {', '.join(finding.entered_parties)}, entered by hand", "marked rank>", "state", "ties")
        marked = [candidate for candidate in finding.candidates if candidate.marked_rank is not None]
        for candidate in sorted(marked, key=lambda c: c.marked_rank or 0):
            ties = "; ".join(f"{tie.party} {tie.cooperation}:{tie.conflict}" for tie in candidate.entered)
            rows.add_row(str(candidate.marked_rank), named(candidate.state), Text(ties))
        printed(out, rows, "No ranked state has an entered tie to all of them.")


def _not_cordial(out: Console, finding: Finding, top: int) -> None:
    found = finding.of("not_cordial")
    rows = table(f"Not cordial to all ({len(found)} states)", "state", "ties under the line")
    for candidate in found[:top]:
        low = [tie for tie in candidate.ties if tie.score is not None and tie.score < finding.settings.cordial]
        rows.add_row(
            candidate.state, "  ".join(f"{t.party} {score_of(t.score)} {t.cooperation}:{t.conflict}" for t in low)
        )
    printed(out, rows)


def _unknown(out: Console, finding: Finding, top: int) -> None:
    found = finding.of("unknown")
    rows = table(f"Cannot be ranked: a tie is unknown ({len(found)} states)", "state", "unknown ties", "known ties")
    for candidate in found[:top]:
        thin = "  ".join(f"{tie.party} ({tie.events} events)" for tie in candidate.ties if tie.status == "thin")
        known = "  ".join(f"{tie.party} {score_of(tie.score)}" for tie in candidate.ties if tie.score is not None)
        rows.add_row(named(candidate.state), thin, known)
    printed(out, rows)


def _missing(out: Console, finding: Finding) -> None:
    found = finding.of("missing")
    if found:
        out.print()
        states = " ".join(candidate.state for candidate in found)
        out.print(f"[bold]Not in the source ({len(found)} states): missing, not zero[/bold]\n{states}")


def _rarity(out: Console, finding: Finding) -> None:
    shares = "  ".join(f"{party} {count}" for party, count in finding.rarity.items())
    out.print(f"\nStates with a known tie to each: {shares}")


def _pairs(out: Console, finding: Finding, top: int) -> None:
    rows = table("Two partial mediators, each close to one party", "rank>", "pair", "score>", "gap>")
    for pair in finding.pairs[:top]:
        who = f"{pair.a} (close to {pair.side_a}) with {pair.b} (close to {pair.side_b})"
        rows.add_row(str(pair.rank), who, f"{pair.score:.3f}", f"{pair.gap:.3f}")
    printed(out, rows, "No pair; this view needs two parties.")


def _insiders(out: Console, finding: Finding, top: int) -> None:
    rows = table("Partial and inside the setting, stake disclosed", "rank>", "state", "close to", "best tie>", "stake")
    for view in finding.insiders[:top]:
        stake = stakes_of([flag for flag in view.flags if flag.value == "yes"]) or "none known"
        rows.add_row(str(view.rank), named(view.state), view.side, score_of(view.score), Text(stake))
    printed(out, rows, "No insider has ties above the line to every party.")


def questions(out: Console, asked: Sequence[Question], top: int) -> None:
    """What would have to be learned, most telling first. Private unless the host decides otherwise."""
    rows = table("What would have to be learned (private)", "state", "rank if well>", "if badly>", "question")
    for question in asked[:top]:
        rows.add_row(question.state, str(question.best), str(question.worst), Text(english(question.question)))
    printed(out, rows, "Nothing that would move a rank.")


def provenance(out: Console, finding: Finding) -> None:
    """Every source that entered, with its age on the day of the ranking."""
    rows = table("Sources", "source", "version", "first", "last", "age (years)>", "missing>", "licence", "sha256")
    for note in finding.sources:
        rows.add_row(
            note.name,
            note.version,
            str(note.first),
            str(note.last),
            f"{note.age_years:.0f}",
            f"{note.share_missing:.0%}",
            Text(note.licence),
            note.sha256[:12],
        )
    printed(out, rows)

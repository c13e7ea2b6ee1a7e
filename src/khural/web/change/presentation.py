"""Rows of the change pages in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from khural.evidence.forums import Forum
from khural.web.cases.models import Case
from khural.web.change.answers import Reason
from khural.web.change.ledger import THIS_CASE, LedgerRow, SideCoverage
from khural.web.change.loop import side_of
from khural.web.change.models import Aim, Reading
from khural.web.change.words import ActKind, Answer, Family, Measure
from khural.web.library.names import name_of
from khural.web.library.sourcing import GRADES, site_of
from khural.web.people.models import Attendance

Names = Mapping[str, str]
SMALLEST = {
    "one_seat": gettext_lazy("One seat, at one edition: taken or not."),
    "one_statement": gettext_lazy("One statement. Bands hide smaller moves inside a delegation."),
    "no_instrument": gettext_lazy("None: nothing measures this yet, so no change could be seen."),
    "no_series": gettext_lazy("None: no series of events between these two sides is at hand."),
    "too_noisy": gettext_lazy("None: even a fall by nine tenths would not stand out from the past of this series."),
    "simulated": gettext_lazy("Found by simulation on the past of the series between these two sides."),
}


def names_of(case: Case) -> dict[str, str]:
    """Side -> name, for the parties of the case in their fixed order."""
    language = get_language() or "en"
    return {side_of(party): party.name_in(language) for party in case.parties.all()}


def side_name(side: str, names: Names) -> str:
    """The name of a side: as the dialogue has it, else the short official name, else as it was entered."""
    return names.get(side) or name_of(side, get_language() or "en")


@dataclass(frozen=True)
class ActLine:
    """One act as the page shows it."""

    row: LedgerRow
    date: str
    actors: str
    target: str
    kind: str
    amount: str
    pages: tuple[tuple[str, str], ...]
    grade: str


def act_lines(rows: Iterable[LedgerRow], names: Names) -> list[ActLine]:
    """Each act with its sides and kind in words."""
    kinds = dict(ActKind.choices)
    return [
        ActLine(
            row=row,
            date=_dates(row),
            actors=", ".join(side_name(side, names) for side in row.actors),
            target=side_name(row.target, names) if row.target else "",
            kind=str(kinds[row.kind]),
            amount=f"{row.amount.normalize():f} {row.unit}".strip() if row.amount is not None else "",
            pages=tuple((url, site_of(url)) for url in row.urls),
            grade=_("this case") if row.source == THIS_CASE else str(GRADES.get(row.grade, row.grade)),
        )
        for row in rows
    ]


def _dates(row: LedgerRow) -> str:
    if row.date is None:
        return _("no date found")
    return str(row.date) if row.end in (None, row.date) else f"{row.date} – {row.end}"


@dataclass(frozen=True)
class CoverageLine:
    """What the ledger holds of one side's acts."""

    side: str
    counts: tuple[int, ...]
    years: str


def coverage_lines(found: Iterable[SideCoverage], names: Names) -> list[CoverageLine]:
    """Counts per kind in the order of the vocabulary; an empty side is unknown, not quiet."""
    return [
        CoverageLine(
            side=side_name(one.side, names),
            counts=tuple(count for _family, count in one.counts),
            years=_("nothing entered: unknown, not none") if one.is_empty else _span(one.first, one.last),
        )
        for one in found
    ]


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def families() -> list[str]:
    """The heads of the table of coverage."""
    return [str(family.label) for family in Family]


@dataclass(frozen=True)
class ForumLine:
    """A forum beside the dialogue."""

    name: str
    hosts: str
    meetings: str
    span: str
    gap: str
    seat: str
    note: str
    pages: tuple[tuple[str, str], ...]


def forum_lines(found: Iterable[Forum], names: Names) -> list[ForumLine]:
    """The same measures for each forum; what no source counts says so."""
    return [
        ForumLine(
            name=forum.name,
            hosts=", ".join(side_name(host, names) for host in forum.hosts) or "–",
            meetings=_("not counted") if forum.meetings is None else str(forum.meetings),
            span=_span(*forum.span) if all(forum.span) else "".join(forum.span) or _("no date found"),
            gap="–" if forum.longest_gap is None else _years(forum.longest_gap),
            seat=_seat(forum),
            note=forum.note,
            pages=tuple((url, site_of(url)) for url in forum.source_urls[:3]),
        )
        for forum in found
    ]


def _years(days: int) -> str:
    months = round(days / 30.44)
    return ngettext("%(n)d month", "%(n)d months", months) % {"n": months}


def _seat(forum: Forum) -> str:
    if forum.state:
        return str(Attendance(forum.state).label)
    known = _("%(n)d of %(of)d") % {"n": forum.attended, "of": forum.known}
    if forum.is_derived:
        return f"{known} ({GRADES['D']})"
    if not forum.unknown:
        return known
    return f"{known}; " + ngettext("%(n)d unknown", "%(n)d unknown", forum.unknown) % {"n": forum.unknown}


@dataclass(frozen=True)
class AimLine:
    """One aim with what could be seen, and its answer or the day on which it is read."""

    aim: Aim
    measure: str
    smallest: str
    unseen: bool
    answer: str
    kind: str
    reasons: tuple[str, ...]
    is_due: bool
    replaced: bool


def aim_lines(aims: Iterable[Aim], today: date) -> list[AimLine]:
    """Registered aims in order, the exploratory ones last."""
    kept = list(aims)
    replaced = {aim.replaces_id for aim in kept}
    return [_aim_line(aim, today, aim.pk in replaced) for aim in sorted(kept, key=lambda aim: aim.exploratory)]


def _aim_line(aim: Aim, today: date, replaced: bool) -> AimLine:
    reading: Reading | None = next(iter(aim.readings.all()), None)
    due = reading is None and not replaced and aim.read_on <= today
    return AimLine(
        aim=aim,
        measure=_measure(aim),
        smallest=_smallest(aim),
        unseen=aim.smallest is None or (aim.hoped is not None and aim.hoped < aim.smallest),
        answer=str(Answer(reading.answer).label) if reading else "",
        kind=reading.answer if reading else "",
        reasons=tuple(str(Reason(one["code"], one["params"])) for one in reading.reasons) if reading else (),
        is_due=due,
        replaced=replaced,
    )


def _measure(aim: Aim) -> str:
    language = get_language() or "en"
    sides = " – ".join(party.name_in(language) for party in (aim.party_a, aim.party_b) if party)
    words = str(Measure(aim.measure).label)
    return f"{words} ({sides})" if sides else words


def _smallest(aim: Aim) -> str:
    words = str(SMALLEST[aim.basis["code"]])
    return f"{aim.smallest} %: {words}" if aim.basis["code"] == "simulated" and aim.smallest is not None else words

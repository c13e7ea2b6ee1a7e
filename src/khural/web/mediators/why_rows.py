"""Everything on one candidate as rows of a page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khural.evidence import facts
from khural.evidence.records import Relation
from khural.web.cases.models import Case
from khural.web.change.loop import held_ties
from khural.web.language import current_language
from khural.web.library.field_words import evidence_kinds
from khural.web.library.sourcing import GRADES, site_of
from khural.web.mediators.forms import VIEWS
from khural.web.mediators.naming import Names
from khural.web.mediators.rows import NONE, counts_of, ranks_of, score_of, scores_of, stakes_of
from khural.web.mediators.words import CUTS, EVENTS, GLYPHS, STAKES, VENUE, YES_NO

if TYPE_CHECKING:
    from khural.mediators import Ablation, Candidate, Presence, SmallestChange, Tie
    from khural.mediators.contrary import Contrary
    from khural.mediators.venue import VenueRow
    from khural.mediators.why import Why


@dataclass(frozen=True)
class TieRow:
    """The tie to one party: counts by class, score, and the embassies."""

    party: str
    classes: tuple[str, ...]
    counts: str
    score: str
    interval: str
    status: str
    is_weakest: bool
    source: str
    window: str
    sends: str
    receives: str


def tie_rows(candidate: Candidate, names: Names) -> list[TieRow]:
    """Ties in the fixed order of the parties."""
    by_party = {tie.party: tie for tie in candidate.ties}
    seen = {(one.party, one.direction): one for one in candidate.presence}
    return [_tie(by_party[party], candidate, seen, names) for party in names.ordered(by_party)]


def _tie(tie: Tie, candidate: Candidate, seen: dict[tuple[str, str], Presence], names: Names) -> TieRow:
    classes = (tie.verbal_cooperation, tie.material_cooperation, tie.verbal_conflict, tie.material_conflict)
    return TieRow(
        party=names.of(tie.party),
        classes=tuple(NONE if count is None else str(count) for count in classes),
        counts=counts_of(tie),
        score=score_of(tie.score),
        interval=scores_of(tie.interval),
        status=tie.status,
        is_weakest=tie.party == candidate.weakest,
        source=tie.source,
        window=f"{tie.first:%Y-%m} – {tie.last:%Y-%m}",
        sends=_embassy(seen.get((tie.party, "sends"))),
        receives=_embassy(seen.get((tie.party, "receives"))),
    )


def _embassy(one: Presence | None) -> str:
    if one is None:
        return str(YES_NO["unknown"])
    since = f" ({one.since})" if one.since else ""
    return f"{YES_NO[one.value]}{since}"


@dataclass(frozen=True)
class FactRow:
    """A dated fact between the candidate and a party, with its page."""

    party: str
    date: str
    what: str
    value: str
    url: str
    site: str
    grade: str
    note: str


def fact_rows(state: str, table: Sequence[str], names: Names) -> list[FactRow]:
    """What sources date between the candidate and each party, oldest first; both directions."""
    kinds = evidence_kinds()
    rows = [
        _fact(row, party, kinds, names)
        for party in names.ordered(table)
        for row in (*facts.relations(state, party), *facts.relations(party, state))
        if row.grade != "NF" and row.source_url
    ]
    return sorted(rows, key=lambda row: row.date or "9999")


def _fact(row: Relation, party: str, kinds: dict[str, str], names: Names) -> FactRow:
    start, end = str(row.start or ""), str(row.end or "")
    url = row.source_url or ""
    kind = kinds.get(row.kind, row.kind.replace("_", " "))
    value = " ".join(part for part in (row.value, None if row.unit == "text" else row.unit) if part)
    return FactRow(
        party=names.of(party),
        date=f"{start} – {end}" if end and end != start else start,
        what=f"{names.of(row.a)} → {names.of(row.b or '')}: {kind}",
        value=value,
        url=url,
        site=site_of(url),
        grade=row.grade,
        note=row.note or "",
    )


def held_rows(case: Case, state: str, names: Names, today: date) -> list[FactRow]:
    """The ties that held editions of this case made, from the day after; their source is this case."""
    return [
        FactRow(
            party=names.of(tie.party),
            date=str(tie.day),
            what=_("%(a)s hosted %(b)s") % {"a": names.of(tie.host), "b": names.of(tie.party)},
            value=tie.edition.name_in(current_language()),
            url=reverse("edition", args=[case.slug, tie.edition.slug]),
            site=_("this case"),
            grade="",
            note="",
        )
        for tie in held_ties(case, today)
        if tie.host == state
    ]


@dataclass(frozen=True)
class StakeRow:
    """One kind of stake with each party: yes, no or unknown with the year looked at."""

    kind: str
    cells: tuple[tuple[str, str, str], ...]


def stake_rows(candidate: Candidate, names: Names) -> tuple[list[str], list[StakeRow]]:
    """The parties as heads, and per kind of stake (value, words, year) for each."""
    flags = {(flag.kind, flag.party): flag for flag in candidate.flags if flag.party}
    parties = names.ordered({party for _kind, party in flags if party})
    rows = []
    for kind in STAKES:
        if not any((kind, party) in flags for party in parties):
            continue
        cells = []
        for party in parties:
            flag = flags.get((kind, party))
            value = flag.value if flag else "unknown"
            words = f"{GLYPHS[value]} {YES_NO[value]}"
            cells.append((value, words, _looked(flag.year, flag.last_known) if flag else ""))
        rows.append(StakeRow(str(STAKES[kind]), tuple(cells)))
    return [names.of(party) for party in parties], rows


def _looked(year: int | None, last_known: str | None) -> str:
    if year is None:
        return ""
    return f"({year}: {YES_NO[last_known]})" if last_known else str(year)


@dataclass(frozen=True)
class AgainstRow:
    """One thing that speaks against the candidate."""

    sentence: str
    when: str
    url: str
    site: str
    grade: str


def against_rows(found: Iterable[Contrary], names: Names) -> list[AgainstRow]:
    """Everything against: computed figures first, then what sources date, the latest first."""
    ordered = sorted(found, key=lambda one: one.when or "9999", reverse=True)
    return [
        AgainstRow(
            names.told(one.sentence),
            one.when or "",
            one.source_url or "",
            site_of(one.source_url) if one.source_url else "",
            str(GRADES.get(one.grade, _("computed"))),
        )
        for one in ordered
    ]


@dataclass(frozen=True)
class CutRow:
    """The rank without one input."""

    what: str
    rank: str
    change: str
    interval: str


def cut_rows(found: Iterable[Ablation], names: Names) -> list[CutRow]:
    """What the rank owes to each party, class of events and source."""
    return [
        CutRow(
            what=str(CUTS[one.kind]) % {"what": _cut(one, names)},
            rank=str(one.rank or NONE),
            change=NONE if one.change is None else f"{one.change:+d}".replace("-", "−"),
            interval=NONE
            if one.interval is None
            else f"{one.interval.low:+d} … {one.interval.high:+d}".replace("-", "−"),
        )
        for one in found
    ]


def _cut(one: Ablation, names: Names) -> str:
    if one.kind == "party":
        return names.of(one.what)
    return str(EVENTS.get(one.what, one.what))


def change_sentence(change: SmallestChange | None, top: int, names: Names) -> str:
    """The smallest change in one tie that moves the candidate across the border of the top."""
    if change is None:
        return _("No change in one tie alone moves it across the border of the first %(top)d.") % {"top": top}
    ways = [
        _way(change.conflict, "conflict", change.direction),
        _way(change.cooperation, "cooperation", change.direction),
    ]
    told = _(" or ").join(way for way in ways if way)
    if change.direction == "out":
        words = _("%(ways)s with %(party)s would move it out of the first %(top)d.")
    else:
        words = _("%(ways)s with %(party)s would move it into the first %(top)d.")
    return words % {"ways": told, "party": names.of(change.party), "top": top}


def _way(count: int | None, kind: str, direction: str) -> str:
    if count is None:
        return ""
    if (kind == "conflict") == (direction == "out"):
        more = ngettext("%(n)d event more of conflict", "%(n)d events more of conflict", count)
        kinder = ngettext("%(n)d event more of cooperation", "%(n)d events more of cooperation", count)
        return (more if kind == "conflict" else kinder) % {"n": count}
    less = ngettext("%(n)d event less of conflict", "%(n)d events less of conflict", count)
    colder = ngettext("%(n)d event less of cooperation", "%(n)d events less of cooperation", count)
    return (less if kind == "conflict" else colder) % {"n": count}


def view_rows(candidate: Candidate, names: Names) -> list[tuple[str, str, str]]:
    """(view, rank, beside whom) for each view of bias that ranks the candidate."""
    return [
        (
            str(VIEWS[view.view]),
            str(view.rank or NONE),
            ", ".join(names.of(code) for code in (view.side, view.partner) if code),
        )
        for view in candidate.views
    ]


@dataclass(frozen=True)
class VenueLine:
    """One condition of a meeting there."""

    what: str
    value: str
    as_of: str
    url: str
    site: str


def venue_rows(found: Iterable[VenueRow], names: Names) -> list[VenueLine]:
    """Whether a meeting could be held there; unknown rows are questions to the host."""
    return [
        VenueLine(
            what=str(VENUE[one.kind]) + (f" ({names.of(one.party)})" if one.party else ""),
            value=" ".join(part for part in (one.value, _unit(one.unit)) if part)
            if one.value
            else str(YES_NO["unknown"]),
            as_of=one.as_of or "",
            url=one.source_url or "",
            site=site_of(one.source_url) if one.source_url else (one.source or ""),
        )
        for one in found
    ]


def _unit(unit: str | None) -> str:
    return "" if unit in (None, "date", "text", "hotels") else str(unit)


def rank_facts(candidate: Candidate, names: Names) -> list[tuple[str, str]]:
    """The place of a candidate in (label, words) pairs."""
    weakest = next((tie for tie in candidate.ties if tie.party == candidate.weakest), None)
    return [
        (_("Rank"), f"{candidate.rank or NONE} ({ranks_of(candidate.rank_interval)})"),
        (_("Under other settings"), ranks_of(candidate.grid)),
        (_("Weakest tie"), f"{names.of(weakest.party)}: {score_of(weakest.score)}" if weakest else NONE),
        (_("Rank by volume"), f"{candidate.volume_rank or NONE} ({ranks_of(candidate.volume_rank_interval)})"),
        (_("Small state"), str(YES_NO[candidate.small])),
    ]


def beside(a: Why, b: Why, names: Names) -> list[tuple[str, str, str]]:
    """(what, of the one, of the other) for two candidates."""
    facts_of = zip(rank_facts(a.candidate, names), rank_facts(b.candidate, names), strict=True)
    lines = [(label, one, other) for (label, one), (_label, other) in facts_of]
    ties = zip(tie_rows(a.candidate, names), tie_rows(b.candidate, names), strict=True)
    lines += [(_("Tie to %(party)s") % {"party": one.party}, _tie_words(one), _tie_words(other)) for one, other in ties]
    return lines + [
        (label, one, other) for (label, one), (_label, other) in zip(_counts(a, names), _counts(b, names), strict=True)
    ]


def _counts(why: Why, names: Names) -> list[tuple[str, str]]:
    unknown = sum(flag.value == "unknown" for flag in why.candidate.flags)
    return [
        (_("Stakes"), stakes_of(why.candidate.flags, names) or _("none known; unknown is not none")),
        (_("Stakes unknown"), str(unknown)),
        (_("Assets"), str(len(why.profile.assets))),
        (_("Record"), str(len(why.profile.record))),
        (_("Against it"), str(len(why.contrary))),
    ]


def _tie_words(tie: TieRow) -> str:
    return f"{tie.score} ({tie.interval or NONE}), {tie.counts}"

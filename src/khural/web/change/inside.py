"""Inside the dialogue: who came, who came back, with whom; never one line of "participants"."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from khural.evidence.facts import editions
from khural.web.cases.models import Dialogue, Edition, EditionStatus, Party
from khural.web.people.models import Attendance, Capacity, PartyAttendance, PersonAttendance

AWAY = frozenset({"cancelled", "no_show", "absent", "declined"})
STATED_PARTY = "PRK"


@dataclass(frozen=True)
class Presence:
    """One party over the editions that were held.

    `states` has one attendance state per held edition, in order. `returns` of `chances` counts the editions right after
    one it attended at which it attended again; both editions must be known, so `chances` may be smaller than the number
    of editions. `last` is the last edition it attended, None if no source shows any.
    """

    party: Party
    states: tuple[str, ...]
    returns: int
    chances: int
    longest_run: int
    last: Edition | None

    @property
    def attended(self) -> int:
        """Editions at which it sat in its seat."""
        return self.states.count("attended")

    @property
    def away(self) -> int:
        """Editions at which it is known not to have come, for whatever reason."""
        return sum(state in AWAY for state in self.states)

    @property
    def unknown(self) -> int:
        """Editions for which no source tells."""
        return len(self.states) - self.attended - self.away


def presences(dialogue: Dialogue) -> tuple[Presence, ...]:
    """Every party of the case in its fixed order, over the held editions of the dialogue; rehearsals left out."""
    held = list(_held(dialogue))
    rows = PartyAttendance.objects.filter(edition__in=held).values_list("edition", "party", "state")
    states = {(edition, party): state for edition, party, state in rows}
    return tuple(
        presence(party, held, [states.get((edition.pk, party.pk), "unknown") for edition in held])
        for party in dialogue.case.parties.all()
    )


def _held(dialogue: Dialogue) -> Iterable[Edition]:
    q = dialogue.editions.filter(status=EditionStatus.HELD, is_rehearsal=False)
    return q.order_by("year", "start", "number", "pk")


def presence(party: Party, held: list[Edition], states: list[str]) -> Presence:
    """What `states`, one per held edition, say of one party."""
    known = [state if state == "attended" or state in AWAY else "unknown" for state in states]
    after = [(now, then) for now, then in itertools.pairwise(known) if now == "attended" and then != "unknown"]
    runs = [len(list(group)) for is_there, group in itertools.groupby(known, lambda s: s == "attended") if is_there]
    last = [edition for edition, state in zip(held, known, strict=True) if state == "attended"]
    return Presence(
        party=party,
        states=tuple(known),
        returns=sum(then == "attended" for _now, then in after),
        chances=len(after),
        longest_run=max(runs, default=0),
        last=last[-1] if last else None,
    )


@dataclass(frozen=True)
class Rank:
    """Who sat for a party at one edition: capacities as entered, or as a source describes them (in English)."""

    edition: Edition
    party: Party
    capacities: tuple[tuple[str, int], ...]
    described: str


def ranks(dialogue: Dialogue) -> tuple[Rank, ...]:
    """Delegations whose rank is known, by edition; those of which nothing is told are left out."""
    held = list(_held(dialogue))
    parties = {party.pk: party for party in dialogue.case.parties.all()}
    counts: dict[tuple[int, int], Counter[str]] = {}
    q = PersonAttendance.objects.filter(edition__in=held, state=Attendance.ATTENDED, delegation__party__in=parties)
    for edition, party, capacity in q.values_list("edition", "delegation__party", "capacity"):
        counts.setdefault((edition, party), Counter())[capacity] += 1
    by_pk = {edition.pk: edition for edition in held}
    entered = [
        Rank(by_pk[edition], parties[party], tuple((str(Capacity(c).label), n) for c, n in sorted(found.items())), "")
        for (edition, party), found in counts.items()
    ]
    return (*_described(dialogue, held), *entered)


def _described(dialogue: Dialogue, held: list[Edition]) -> list[Rank]:
    if dialogue.case.evidence != "korea":
        return []
    core = dialogue.case.parties.filter(code__iexact=STATED_PARTY).first()
    told = {fact.edition: fact.dprk_delegation for fact in editions() if fact.edition and fact.dprk_delegation}
    return [Rank(edition, core, (), told[edition.number]) for edition in held if core and edition.number in told]

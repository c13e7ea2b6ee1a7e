"""What an edition that was held writes into the evidence of its case: hosting, dated ties and attendance.

Nothing is copied: the rows are read from the editions and attendance as entered, so that a correction there is a
correction here. They count from the day after the edition's last day, and their source is this case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from khural.web.cases.models import Case, Edition, EditionStatus, Party
from khural.web.people.models import Attendance, PartyAttendance


@dataclass(frozen=True)
class HeldTie:
    """The host of a held edition and one party that sat there, by state code or name, on the edition's last day."""

    host: str
    party: str
    day: date
    edition: Edition


@dataclass(frozen=True)
class HeldEdition:
    """An edition of this case's own that was held before a day, with the parties that came."""

    edition: Edition
    host: str
    start: date
    end: date
    attended: tuple[str, ...]

    @property
    def ties(self) -> tuple[HeldTie, ...]:
        """One dated tie of the host to each party that came."""
        return tuple(HeldTie(self.host, party, self.end, self.edition) for party in self.attended)


def side_of(party: Party) -> str:
    """How acts and ties name a party: by its state, or by its code where it is none."""
    return party.state or party.code.upper()


def held_before(case: Case, as_of: date) -> tuple[HeldEdition, ...]:
    """Own editions whose last day lies before `as_of`, by date. Those of the packed facts have their own sources."""
    q = Edition.objects.filter(dialogue__case=case, status=EditionStatus.HELD, is_rehearsal=False, grade="")
    editions = [edition for edition in q.select_related("dialogue") if (day := _last_day(edition)) and day < as_of]
    came = PartyAttendance.objects.filter(edition__in=editions, state=Attendance.ATTENDED).select_related("party")
    by_edition: dict[int, list[str]] = {}
    for row in came.order_by("party__order"):
        by_edition.setdefault(row.edition_id, []).append(side_of(row.party))
    found = [_held(edition, tuple(by_edition.get(edition.pk, ()))) for edition in editions]
    return tuple(sorted(found, key=lambda one: (one.end, one.edition.pk)))


def _last_day(edition: Edition) -> date | None:
    return edition.end or edition.start


def _held(edition: Edition, attended: tuple[str, ...]) -> HeldEdition:
    start, end = edition.start or edition.end, _last_day(edition)
    assert start is not None
    assert end is not None
    return HeldEdition(edition, edition.dialogue.host_code or edition.dialogue.host, start, end, attended)


def held_ties(case: Case, as_of: date) -> tuple[HeldTie, ...]:
    """Every tie that own editions made before `as_of`."""
    return tuple(tie for held in held_before(case, as_of) for tie in held.ties)

"""The ledger of acts: sourced rows of the case's evidence and own entries in one table, and how far it reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from khural.evidence.dates import PartialDate
from khural.evidence.facts import acts, editions, six_party_rounds
from khural.evidence.records import Act, EditionFact, SixPartyRound
from khural.web.cases.models import Case
from khural.web.change.loop import HeldEdition, held_before
from khural.web.change.models import ActEntry
from khural.web.change.words import Family

SIX = ("CHN", "JPN", "KOR", "PRK", "RUS", "USA")
HOST = "MNG"
THIS_CASE = "this case"


@dataclass(frozen=True)
class LedgerRow:
    """One act. Sides are state codes or names; `date` is None where no source dates it, and such rows stand last.

    `note` is in English as in the tables, or as the secretary typed it (`own`); `number` is that of an own entry.
    """

    actors: tuple[str, ...]
    target: str
    kind: str
    date: PartialDate | None
    end: PartialDate | None
    amount: Decimal | None
    unit: str
    note: str
    source: str
    urls: tuple[str, ...]
    grade: str
    own: bool = False
    number: int | None = None
    struck: str = ""

    @property
    def family(self) -> str:
        """carrot, stick, talks or event."""
        return self.kind.partition(".")[0]

    @property
    def sides(self) -> frozenset[str]:
        """Everybody the act names."""
        return frozenset((*self.actors, self.target)) - {""}


def ledger(case: Case, as_of: date) -> tuple[LedgerRow, ...]:
    """Every act of the case by date, the undated ones last; own editions count from the day after they ended."""
    seeded = _seeded() if case.evidence == "korea" else ()
    rows = [*seeded, *map(_own, case.acts.all()), *map(_held, held_before(case, as_of))]
    return tuple(sorted(rows, key=_place))


def _place(row: LedgerRow) -> tuple[int, str, str, str]:
    return (row.date is None, str(row.date or ""), row.kind, ";".join(row.actors))


def _seeded() -> tuple[LedgerRow, ...]:
    return (
        *map(_act, acts()),
        *map(_session, six_party_rounds()),
        *(_edition(fact) for fact in editions() if fact.held == "yes"),
    )


def _act(act: Act) -> LedgerRow:
    return LedgerRow(
        actors=act.actors,
        target=act.target or "",
        kind=act.kind,
        date=act.start,
        end=act.end,
        amount=act.amount,
        unit=act.unit or "",
        note=act.note or "",
        source=act.source,
        urls=(act.source_url,) if act.source_url else (),
        grade=act.grade,
    )


def _session(row: SixPartyRound) -> LedgerRow:
    is_result = row.phase == "result" or row.round == "end"
    title = f"Six-Party Talks, round {row.round}" if row.round != "end" else "Six-Party Talks"
    note = ": ".join(part for part in (", ".join(filter(None, (title, row.phase))), row.result) if part)
    return LedgerRow(
        actors=SIX,
        target="",
        kind="event.agreement" if is_result and row.round != "end" else "talks.meeting",
        date=row.start,
        end=row.end,
        amount=None,
        unit="",
        note=note,
        source="",
        urls=_unique(row.source_url, row.sources),
        grade=row.grade,
    )


def _edition(fact: EditionFact) -> LedgerRow:
    return LedgerRow(
        actors=(HOST,),
        target="",
        kind="talks.dialogue",
        date=fact.start or PartialDate(fact.year),
        end=fact.end,
        amount=None,
        unit="",
        note=f"Ulaanbaatar Dialogue, edition {fact.edition}",
        source="",
        urls=_unique(fact.source_url, fact.sources),
        grade=fact.grade,
    )


def _unique(first: str | None, more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*([first] if first else []), *more]))


def _own(entry: ActEntry) -> LedgerRow:
    return LedgerRow(
        actors=tuple(entry.actors),
        target=entry.target,
        kind=entry.kind,
        date=PartialDate.parse(entry.start),
        end=PartialDate.parse(entry.end) if entry.end else None,
        amount=entry.amount,
        unit=entry.unit,
        note=entry.note,
        source=entry.source,
        urls=(entry.source_url,),
        grade=entry.grade,
        own=True,
        number=entry.pk,
        struck=entry.struck_because,
    )


def _held(held: HeldEdition) -> LedgerRow:
    return LedgerRow(
        actors=(held.host,),
        target="",
        kind="talks.dialogue",
        date=PartialDate(held.start.year, held.start.month, held.start.day),
        end=PartialDate(held.end.year, held.end.month, held.end.day),
        amount=None,
        unit="",
        note=held.edition.name,
        source=THIS_CASE,
        urls=(),
        grade="",
        own=True,
    )


@dataclass(frozen=True)
class Choice:
    """What a reader wants to see of the ledger; empty means everything."""

    side: str = ""
    family: str = ""
    first_year: int | None = None
    last_year: int | None = None

    def holds(self, row: LedgerRow) -> bool:
        """Whether `row` is wanted; an undated row never lies in a span of years."""
        in_years = (self.first_year is None and self.last_year is None) or (
            row.date is not None
            and (self.first_year is None or row.date.year >= self.first_year)
            and (self.last_year is None or row.date.year <= self.last_year)
        )
        return in_years and (not self.side or self.side in row.sides) and (not self.family or self.family == row.family)


@dataclass(frozen=True)
class SideCoverage:
    """How many acts BY one side the ledger holds, per family, and the years they span ("" without a dated one)."""

    side: str
    counts: tuple[tuple[str, int], ...]
    first: str
    last: str

    @property
    def is_empty(self) -> bool:
        """Nothing is entered: unknown, not none."""
        return not any(count for _family, count in self.counts)


def coverage(rows: Iterable[LedgerRow], sides: Iterable[str]) -> tuple[SideCoverage, ...]:
    """For each side in the given order, what the ledger holds of its acts. Struck entries do not count."""
    kept = [row for row in rows if not row.struck]
    return tuple(_covered(side, [row for row in kept if side in row.actors]) for side in sides)


def _covered(side: str, rows: list[LedgerRow]) -> SideCoverage:
    counts = Counter(row.family for row in rows)
    years = sorted(row.date.year for row in rows if row.date)
    first, last = (str(years[0]), str(years[-1])) if years else ("", "")
    return SideCoverage(side, tuple((family.value, counts[family.value]) for family in Family), first, last)

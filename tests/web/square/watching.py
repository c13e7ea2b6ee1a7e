"""A site whose gate follows given rules, people who answer by its pages, and somebody who reads what is served.

Only two things are known beside what is served: who came and answered which statement before which batch, and who is of
which camp. Every number is taken from the file of the results; a test shows that no other channel is finer.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from khural.publishing import OpenPolicy, PublishedOpen, publish_open, restore_open
from khural.publishing.square import OpenTally, gate
from khural.web.square import queries, recomputing
from khural.web.square.ticking import tick
from tests.cast import assemble
from tests.desk import desk
from tests.publishing.crowds import AGREE, DISAGREE, PASS, Batch, Crowd, Vote, proved
from tests.publishing.onlooker import Heads, Served, read
from tests.square import Phone, Square, join, open_square, restarted, work

SENT = {AGREE: "1", DISAGREE: "-1", PASS: "0", None: "none"}
NOBODYS = -1


def rules(monkeypatch: pytest.MonkeyPatch, policy: OpenPolicy) -> None:
    """Let the site publish under `policy`. What weaker rules let out is refused when it is read back: it is kept."""
    made: dict[str, PublishedOpen] = {}

    def published(tally: OpenTally, _rules: OpenPolicy, *rest: PublishedOpen | None, **when: int) -> PublishedOpen:
        value = publish_open(tally, policy, *rest, **when)  # type: ignore[arg-type]  # minute and final
        made[value.to_json()] = value
        return value

    def restored(text: str) -> PublishedOpen:
        return made[text] if text in made else restore_open(text)

    monkeypatch.setattr(recomputing, "publish_open", published)
    for module in (recomputing, queries):
        monkeypatch.setattr(module, "restore_open", restored)
    # What asks whether a batch is due, without saying by which rules.
    monkeypatch.setattr(gate, "OpenPolicy", lambda: policy)


@dataclass
class Somebody:
    """One who takes part: of which camp, and what they said last of each statement, by its place."""

    phone: Phone
    camp: int
    is_own: bool
    said: dict[int, int] = field(default_factory=dict)
    since: dict[int, int] = field(default_factory=dict)


@dataclass
class Look:
    """What was served after a batch, and who had answered by then."""

    rows: dict[str, tuple[Served, ...]]
    people: int
    answered: list[Heads]
    own: list[tuple[int, int, int]]


@dataclass
class Watched:
    """A consultation from its opening on."""

    square: Square
    policy: OpenPolicy
    clock: time_machine.Traveller
    coordinator: Client
    people: list[Somebody] = field(default_factory=list)
    looks: list[Look] = field(default_factory=list)

    def come(self, n: int, answers: Mapping[int, int], *, camp: int = NOBODYS, own: bool = False) -> list[Somebody]:
        """So many join and answer so."""
        came = [Somebody(join(self.square), camp, own) for _ in range(n)]
        self.people += came
        for one in came:
            for place, answer in answers.items():
                self.say(one, place, answer)
        return came

    def say(self, one: Somebody, place: int, answer: int) -> None:
        """One answer by the page, the first or another one."""
        assert one.phone.vote(self.square.versions[place], SENT[answer]).status_code == 302
        one.said[place] = answer
        one.since.setdefault(place, len(self.looks))

    def moderate(self, path: str, **fields: str) -> None:
        """The coordinator decides by the page."""
        where = f"/cases/lake/editions/first/square/{self.square.consultation.slug}/{path}"
        assert self.coordinator.post(where, fields).status_code == 302

    def minute(self) -> None:
        """A minute passes, the worker looks, and what is served then is kept."""
        self.clock.shift(timedelta(seconds=61))
        tick()
        work()
        self.looks.append(self._look())

    def _look(self) -> Look:
        places = range(len(self.square.versions))
        return Look(served(self.square), self._there(), [self._heads(place) for place in places], self._own(places))

    def _there(self) -> int:
        return sum(bool(one.said) for one in self.people)

    def _heads(self, place: int) -> Heads:
        camps = sorted({one.camp for one in self.people} - {NOBODYS})
        groups = [[one for one in self.people if one.camp == camp] for camp in camps]
        parts = tuple((len(group), sum(place in one.said for one in group)) for group in groups)
        return Heads(self._there(), sum(place in one.said for one in self.people), parts)

    def _own(self, places: Sequence[int]) -> list[tuple[int, int, int]]:
        own = [one for one in self.people if one.is_own]
        return [tuple(sum(one.said.get(p) == a for one in own) for a in (AGREE, DISAGREE, PASS)) for p in places]  # type: ignore[misc]  # three

    def crowd(self, place: int = 0) -> Crowd:
        """The statement at `place`, as it can be reckoned with from what was served of it."""
        name, batches, before = _text(place), [], None
        for number, look in enumerate(self.looks):
            if (row := look.rows.get(name)) is not None:
                made = read(row, look.answered[place], self.policy, before, number)
                batches.append(made)
                before = made.shown
        votes = tuple(
            Vote(one.since[place], one.camp, one.said[place])
            for one in self.people
            if place in one.said and not one.is_own
        )
        groups = len({one.camp for one in self.people} - {NOBODYS}) if any(_has_groups(b) for b in batches) else 0
        votes = votes if groups else tuple(Vote(vote.batch, NOBODYS, vote.answer) for vote in votes)
        return Crowd(votes, tuple(batches), groups, tuple(look.own[place] for look in self.looks))

    def proved(self, *, telling: int = 0) -> set[tuple[int, int, int]]:
        """Whose answers on any statement are proved to whoever also knows up to `telling` answers of others."""
        found: set[tuple[int, int, int]] = set()
        for place in range(len(self.square.versions)):
            made = self.crowd(place)
            if made.batches and made.votes:
                found |= proved(made, telling=telling)
        return found


def _has_groups(batch: Batch) -> bool:
    return bool(batch.tally.groups)


def _text(place: int) -> str:
    return f"Ferry number {place + 1} should run at night."


def served(square: Square) -> dict[str, tuple[Served, ...]]:
    """What the file of the results says of each statement: everybody, then each group; nothing before a first batch."""
    answer = Client().get(f"{square.path}results/results.csv")
    if answer.status_code == 404:
        return {}
    table = [row for row in csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))) if row[0].isdigit()]
    return {row[1]: tuple(_three(row[at : at + 3]) for at in range(2, len(row), 3)) for row in table}


def _three(cells: list[str]) -> Served:
    of, agree, disagree = (int(cell) if cell else None for cell in cells)
    return None if of is None or agree is None or disagree is None else (of, agree, disagree)


@contextmanager
def watched(monkeypatch: pytest.MonkeyPatch, policy: OpenPolicy, *, statements: int = 1) -> Iterator[Watched]:
    """A consultation that has just opened, on a site that follows `policy`."""
    start = (timezone.now() + timedelta(days=1)).replace(second=5)
    with time_machine.travel(start) as clock:
        rules(monkeypatch, policy)
        restarted()
        cast = assemble()
        square = open_square(cast, statements=statements)
        yield Watched(square, policy, clock, desk(User.objects.get(username="secretary")))
        restarted()

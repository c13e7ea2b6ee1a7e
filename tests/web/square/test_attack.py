"""Somebody takes part, keeps everything that is ever shown, counts who comes, and wants one answer of another."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from django.http import HttpResponse
from django.test import Client

from khural.commonground import VoteMatrix, common_ground
from khural.publishing import OpenPolicy, PublishedOpen, publish_open
from khural.publishing.square import OpenTally
from khural.publishing.weakened import open_without
from khural.web.ballots.square import offers
from khural.web.square import recomputing
from khural.web.square.models import Compass, Consultation
from khural.web.square.tallying import COARSE, tally_of
from khural.web.square.tasks import recompute
from tests.cast import Cast
from tests.publishing.crowds import AGREE, DISAGREE, PASS, Batch, Crowd, Vote, counted, proved
from tests.square import Phone, Square, join, open_square, work

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])

SENT = {AGREE: "1", DISAGREE: "-1", PASS: "0"}
PUBLIC = ("results/", "results/?lang=mn", "results/results.csv", "embed/", "")
OWN = ("statements/", "answers/?show=", "place/", "place/?show=", "offers/")


@dataclass
class Room:
    """A consultation, everybody who came, what each said of which statement and when."""

    square: Square
    rng: random.Random
    phones: list[Phone] = field(default_factory=list)
    said: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    kept: list[tuple[OpenTally, PublishedOpen | None, PublishedOpen]] = field(default_factory=list)
    members: list[dict[int, int]] = field(default_factory=list)
    policy: OpenPolicy = field(default_factory=OpenPolicy)

    def come(self, people: int, share: float = 0.8) -> None:
        """More people join and answer; two camps that differ on every other statement."""
        for _ in range(people):
            self.phones.append(join(self.square))
            for place, version in enumerate(self.square.versions):
                if self.rng.random() < share:
                    self.answer(len(self.phones) - 1, place, version)

    def answer(self, person: int, place: int, version: int) -> None:
        """One answer by the page."""
        line = AGREE if place == 0 or (place + person) % 2 else DISAGREE
        answer = line if self.rng.random() < 0.93 else self.rng.choice((AGREE, DISAGREE, PASS))
        assert self.phones[person].vote(version, SENT[answer]).status_code == 302
        self.said[person, version] = (len(self.kept), answer)

    def publish(self) -> None:
        """The worker's turn; what was exact then is kept for the attacker, who asks the gate what would have been."""
        made = self.square.consultation
        made.refresh_from_db()
        before = recomputing.latest(made)
        _age(made)
        recompute.enqueue(made.pk)
        work()
        made.refresh_from_db()
        shown = recomputing.latest(made)
        assert shown is not None
        voters = {person: str(phone.participant.voter) for person, phone in enumerate(self.phones)}
        answers = [(voters[person], str(which), 1 - code) for (person, which), code in self._codes()]
        votes = VoteMatrix.from_arrays(*zip(*answers, strict=True))
        found = common_ground(votes, seed=recomputing.SEED)
        versions = [str(version) for version in self.square.versions]
        fresh = shown.structure_about != (before.structure_about if before else None)
        tally = tally_of(str(made.round_id), found, votes, versions)
        if not fresh:
            bare = tuple(replace(row, groups=()) for row in tally.statements)
            tally = replace(tally, statements=bare, groups=(), spread=None, map=None)
        self.kept.append((tally, before, shown))
        labels = {} if found.groups is None or not fresh else found.groups.members
        people = {voter: person for person, voter in voters.items()}
        self.members.append({people[v]: place for place, label in enumerate(labels) for v in labels[label]})

    def _codes(self) -> Iterator[tuple[tuple[int, int], int]]:
        return ((key, {AGREE: 0, DISAGREE: 2, PASS: 1}[answer]) for key, (_, answer) in self.said.items())


def _age(made: Consultation) -> None:
    row = made.publications.first()
    if row is not None:
        minute = json.loads(row.body)["minute"]
        row.body = row.body.replace(f'"minute":{minute}', f'"minute":{minute - 1}')
        row.save()


def crowds(room: Room) -> Iterator[Crowd]:
    """Each statement as the attacker sees it: the totals of all batches, and each batch with its groups."""
    for version in room.square.versions:
        votes = [(person, *said) for (person, which), said in room.said.items() if which == version]
        batches = [_of(version, number, room.policy, *one) for number, one in enumerate(room.kept)]
        yield Crowd(tuple(Vote(batch, -1, answer) for _, batch, answer in votes), tuple(batches), 0)
        for batch, member in zip(batches, room.members, strict=True):
            if member:
                now = tuple(Vote(0, member.get(p, -1), answer) for p, when, answer in votes if when <= batch.number)
                yield Crowd(now, (replace(batch, number=0),), len(batch.tally.groups))


def _of(
    version: int,
    number: int,
    policy: OpenPolicy,
    tally: OpenTally,
    before: PublishedOpen | None,
    shown: PublishedOpen,
) -> Batch:
    row = next(row for row in tally.statements if row.statement == str(version))
    return Batch(number, counted(replace(tally, statements=(row,)), policy), before, shown, policy)


@pytest.mark.parametrize("seed", [1, 2])
def test_whoever_keeps_every_batch_and_counts_heads_proves_no_answer(cast: Cast, seed: int) -> None:
    room = Room(open_square(cast, statements=8), random.Random(seed))
    for people in (44, 12, 13):
        room.come(people)
        room.publish()
        assert shown_numbers(room.square) == numbers(room.kept[-1][2])
    assert len({value.to_json() for _, _, value in room.kept}) == 3
    assert any(room.members), "groups were found, and attacked"
    for made in crowds(room):
        assert proved(made, telling=OpenPolicy().telling) == set()
    # The other rules are switched off in tests/publishing/test_open_attack.py.
    weak = as_published(room, open_without("edge"))
    assert any(proved(made, telling=0) for made in crowds(weak)), "the attack would find what the rules hide"


def as_published(room: Room, policy: OpenPolicy) -> Room:
    """The same people, votes and moments under other rules."""
    other = replace(room, kept=[], policy=policy)
    for number, (tally, _, _) in enumerate(room.kept):
        before = other.kept[-1][2] if other.kept else None
        other.kept.append((tally, before, publish_open(tally, policy, before, minute=number)))
    return other


def numbers(value: PublishedOpen) -> list[list[str]]:
    """What may be read of a batch."""
    cells = [
        (row.number, [(c.of, c.agree, c.disagree) for c in (row.everybody, *row.groups)]) for row in value.statements
    ]
    return [[str(n), *("" if x is None else str(x) for cell in some for x in cell)] for n, some in cells]


def shown_numbers(square: Square) -> list[list[str]]:
    """What is read of it in the file; the page shows the same, in percent."""
    text = Client().get(f"{square.path}results/results.csv").content.decode("utf-8-sig")
    return [[row[0], *row[2:]] for row in csv.reader(io.StringIO(text)) if row[0].isdigit()]


def everything(square: Square, phone: Phone) -> dict[str, tuple[int, bytes, list[tuple[str, str]]]]:
    """All that a reader and a participant can load, with every header but those drawn anew for each answer."""
    pages = {path: Client().get(f"{square.path}{path}") for path in PUBLIC}
    pages |= {f"own {path}": phone.client.get(f"{square.path}{path}") for path in OWN}
    return {path: plain(answer) for path, answer in pages.items()}


def plain(answer: HttpResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """An answer without the numbers that are drawn anew for each request."""
    body = re.sub(rb'(nonce|name="csrfmiddlewaretoken" value|name="draft" value)="[^"]+"', b"", answer.content)
    headers = [(name, value) for name, value in answer.items() if name not in {"Content-Security-Policy", "Set-Cookie"}]
    return answer.status_code, body, sorted(headers)


def test_between_two_batches_nothing_changes_whoever_answers_what(cast: Cast) -> None:
    room = Room(open_square(cast, statements=4), random.Random(5))
    room.square.consultation.is_embeddable = True
    room.square.consultation.save()
    phone = join(room.square)
    phone.vote(room.square.versions[0], "1")
    room.come(40)
    room.publish()
    first = everything(room.square, phone)
    assert {status for status, _, _ in first.values()} == {200}
    assert not any(name in {"Last-Modified", "Age", "Date"} for _, _, headers in first.values() for name, _ in headers)
    for answer in ("1", "-1", "0", "none"):
        join(room.square).vote(room.square.versions[1], answer)
        assert everything(room.square, phone) == first
    room.phones[3].post("offers/", text="Ferries+should+carry+bicycles.")
    assert everything(room.square, phone) == first


def test_what_comes_back_is_as_long_whichever_answer_was_given(square: Square) -> None:
    sizes = set()
    for answer in ("1", "-1", "0"):
        plain_way, script = (
            join(square).vote(square.versions[0], answer),
            join(square).vote(square.versions[0], answer, script=True),
        )
        sizes.add((plain_way["Location"], len(plain_way.content), script["Content-Type"]))
        sizes.add(tuple(name for name, _ in script.items()))
    assert len(sizes) == 2


def test_the_tag_of_a_page_is_made_of_what_everybody_may_see(square: Square) -> None:
    phones = [join(square) for _ in range(12)]
    for phone in phones:
        phone.vote(square.versions[0], "1")
    before = Client().get(f"{square.path}results/")["ETag"]
    tags = {phone.client.get(f"{square.path}results/")["ETag"] for phone in phones}
    assert len(tags) == 1
    phones[0].vote(square.versions[0], "-1")
    assert Client().get(f"{square.path}results/")["ETag"] == before


def test_a_place_on_the_map_is_worked_out_from_rounded_numbers(cast: Cast) -> None:
    room = Room(open_square(cast, statements=8), random.Random(1))
    room.come(60)
    room.publish()
    compass = json.loads(Compass.objects.get().body)
    cells = {row.statement: row.everybody for row in room.kept[0][2].statements}
    assert compass["axes"]
    for version, (mean, *weights) in compass["axes"].items():
        cell = cells[version]
        assert cell.of and cell.agree is not None and cell.disagree is not None  # noqa: PT018 - one condition
        assert mean == (cell.agree - cell.disagree) / cell.of
        assert all(abs(weight / COARSE - round(weight / COARSE)) < 1e-9 for weight in weights)


def test_an_author_sees_no_more_of_a_batch_of_offers_than_their_own(cast: Cast, square: Square) -> None:
    phones = [join(square) for _ in range(3)]
    for n, phone in enumerate(phones):
        phone.post("offers/", text=f"Ferry+{n}+should+carry+bicycles.")
    for n, phone in enumerate(phones):
        page = phone.get("offers/")
        assert [f"Ferry {m} should carry bicycles." in page for m in range(3)] == [m == n for m in range(3)]
    round_id = square.consultation.round_id
    orders = {tuple(one.text for one in offers.shown(round_id)) for _ in range(40)}
    assert len(orders) > 2, "the order in which they came is not the order in which they are shown"
    shown = offers.shown(round_id)[0]
    assert set(vars(shown)) == {"key", "round_id", "language", "text", "state", "reason"}

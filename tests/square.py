"""Open consultations for the tests: one in the cast's edition, people on phones, and the worker's work done here."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from khural import credentials
from khural.web.ballots.square import store
from khural.web.rounds import actions as rounds
from khural.web.square import actions, phases, recomputing
from khural.web.square.models import Consultation, JoinLink
from khural.web.square.participants import Participant
from khural.web.square.rendering import forget_rendered
from tests.cast import Cast

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Square:
    """A consultation that is open, and the link by which people join."""

    consultation: Consultation
    link: JoinLink

    @property
    def path(self) -> str:
        return f"/open/{self.consultation.slug}/"

    @property
    def versions(self) -> list[int]:
        """The statement versions in statement order."""
        return [one.version.pk for one in self.consultation.round.statements.order_by("number")]


def open_square(cast: Cast, *, statements: int = 6, start: bool = True, name: str = "Youth of both shores") -> Square:
    """A consultation of the cast's edition with `statements` statements."""
    consultation = actions.create_consultation(
        cast.edition,
        name=name,
        source_language="en",
        languages=["en", "ko"],
        by=cast.secretary,
        about="What comes next?",
    )
    texts = [f"Ferry number {n} should run at night." for n in range(1, statements + 1)]
    rounds.add_statements(consultation.round, texts=texts, language="en", basket=None, by=cast.secretary)
    link = actions.add_link(consultation, label="Everybody", by=cast.secretary)
    if start:
        phases.start(consultation, by=cast.secretary)
    return Square(consultation, link)


@dataclass
class Phone:
    """A browser that has joined, with JavaScript off."""

    square: Square
    client: Client
    form_key: str

    def get(self, path: str = "statements/") -> str:
        """A page of the consultation."""
        return self.client.get(f"{self.square.path}{path}").content.decode()

    def post(self, path: str, script: bool = False, **fields: str) -> HttpResponse:
        """Send a form of this participant's pages."""
        headers = {"Accept": "application/json"} if script else {}
        return post(self.client, f"{self.square.path}{path}", headers, form_key=self.form_key, **fields)

    def vote(self, version: int, answer: str, script: bool = False) -> HttpResponse:
        """Answer one statement version."""
        return self.post("vote/", script, version=str(version), answer=answer)

    @property
    def participant(self) -> Participant:
        """Who this is, as the pages know them."""
        code = self.client.cookies["khural_open"].value
        return Participant(self.square.consultation, credentials.decode(code))

    @property
    def own(self) -> dict[int, int]:
        """The answers on disk."""
        return store.own_votes(self.participant.voter)


def post(client: Client, path: str, headers: dict[str, str] | None = None, **fields: str) -> HttpResponse:
    """Send a form."""
    body = "&".join(f"{name}={value}" for name, value in fields.items())
    return client.post(path, body, content_type=FORM, headers=headers or {})


def join(square: Square, client: Client | None = None) -> Phone:
    """Come by the shared link and take part."""
    client = client or Client()
    response = post(client, f"{square.path}join/", link=square.link.key)
    assert response.status_code == 302, response.content.decode()
    return phone(square, client)


def phone(square: Square, client: Client) -> Phone:
    """A client that has joined already."""
    page = client.get(f"{square.path}statements/").content.decode()
    found = re.search(r'name="form_key" value="([^"]+)"', page)
    assert found, page
    return Phone(square, client, found[1])


def crowd(square: Square, people: int, *, seed: int = 1, shares: Sequence[float] = ()) -> list[int]:
    """Votes of `people` on every statement, all at once; returns who they are on disk."""
    rng, consultation = random.Random(seed), square.consultation
    consultation.refresh_from_db()
    voters = [rng.getrandbits(63) for _ in range(people)]
    answers = []
    for place, version in enumerate(square.versions):
        share = shares[place % len(shares)] if shares else 0.7
        answers += [store.Change(voter, version, 1 if rng.random() < share else -1) for voter in voters]
    store.rehearse(consultation.round_id, answers, batch=consultation.batch)
    return voters


def work() -> None:
    """Do what is queued, as the worker does."""
    worker = Worker(
        queue_names=["*"], interval=0, batch=True, backend_name="default", startup_delay=False, max_tasks=None,
        worker_id="test", excluded_queue_names=[],
    )  # fmt: skip
    for row in DBTaskResult.objects.ready():
        row.claim("test")
        worker.run_task(row)
        row.refresh_from_db()
        assert not row.traceback, row.traceback


def restarted() -> None:
    """Forget what processes keep in memory."""
    forget_rendered()
    recomputing._kept.clear()

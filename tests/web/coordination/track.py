"""A track coordinator at a desk, and the cast's consultation from there."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from khural.web.ballots.square import offers
from khural.web.square.models import Consultation
from khural.web.staff.models import Membership, Role
from tests.cast import Cast, assemble
from tests.desk import desk
from tests.forms import hidden
from tests.square import Square, open_square

EDITION = "/cases/lake/editions/first/"


@dataclass(frozen=True)
class Track:
    """The coordinator's browser and what it runs."""

    cast: Cast
    square: Square
    client: Client

    @property
    def consultation(self) -> Consultation:
        return self.square.consultation

    @property
    def path(self) -> str:
        return f"{EDITION}square/{self.consultation.slug}/"

    def get(self, path: str = "") -> str:
        """A page below the consultation's."""
        answer = self.client.get(self.path + path)
        assert answer.status_code == 200, answer
        return answer.content.decode()

    def post(self, path: str, **fields: object) -> HttpResponse:
        """Send a form there."""
        return self.client.post(self.path + path, fields)

    def send(self, path: str, **fields: object) -> HttpResponse:
        """Open a page there and send its form."""
        return self.post(path, **{**hidden(self.client, self.path + path), **fields})

    def states(self) -> dict[int, str]:
        """Number -> state of every statement."""
        return dict(self.consultation.round.statements.values_list("number", "state"))

    def offer(self, *texts: str) -> list[str]:
        """Offers of as many authors; the keys of those that wait, in the order of `texts`."""
        for text in texts:
            author = f"{abs(hash(text)):064d}"[:64]
            assert offers.offer(self.consultation.round_id, author, language="en", text=text, still_open=lambda: True)
        keys = {one.text: one.key for one in offers.shown(self.consultation.round_id)}
        return [keys[text] for text in texts]


def track(*, rehearsal: bool = True, start: bool = True, statements: int = 6) -> Track:
    """The cast with a coordinator and a consultation."""
    cast = assemble(rehearsal=rehearsal)
    user = User.objects.create_user("coordinator")
    Membership.objects.create(user=user, dialogue=cast.dialogue, role=Role.TRACK_COORDINATOR)
    return Track(cast, open_square(cast, start=start, statements=statements), desk(user))

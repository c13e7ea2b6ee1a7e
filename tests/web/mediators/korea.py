"""The Korean case with a member for each role, for the tests of the find pages."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import User
from django.test import Client

from khural.web.cases.models import Dialogue
from khural.web.demo import korea
from khural.web.staff.models import Membership, Role
from tests.desk import desk

CASE = f"/cases/{korea.SLUG}/"
FIND = f"{CASE}mediators/"


@dataclass(frozen=True)
class Korea:
    """The dialogue and a browser per role."""

    dialogue: Dialogue
    desks: dict[str, Client]

    def page(self, path: str, role: str = "mediator") -> str:
        """The page that a role gets; fails when it is none."""
        answer = self.desks[role].get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.content.decode()


def make() -> Korea:
    """The case as the demonstration has it."""
    dialogue = korea.make()
    desks = {}
    for role in Role:
        user = User.objects.create(username=f"korea-{role.value}")
        Membership.objects.create(user=user, dialogue=dialogue, role=role)
        desks[role.value] = desk(user)
    return Korea(dialogue, desks)

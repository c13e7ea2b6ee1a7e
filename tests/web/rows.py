"""Every staff page of the secretary's part: who may use it, and that nobody else learns that it is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import Cast
from tests.desk import desk

ROLES = ("secretary", "mediator", "interpreter", "observer", "press", "outsider")
Kind = Literal["page", "form", "act"]


@dataclass(frozen=True)
class Row:
    """An address and the roles that may use it.

    A "page" is only read, a "form" is read and sent, an "act" is only sent. Its method is looked at before the person,
    so a wrong method is answered 405 to everybody alike.
    """

    path: str
    roles: tuple[str, ...]
    kind: Kind = "form"
    form: dict[str, object] = field(default_factory=dict)


def user_of(cast: Cast, role: str) -> User:
    """The member of the cast with this role."""
    found = getattr(cast, role)
    assert isinstance(found, User)
    return found


def _expected(row: Row, role: str, method: str) -> set[int]:
    if (row.kind, method) in {("page", "post"), ("act", "get")}:
        return {405}
    if role not in row.roles:
        return {404}
    # An empty or a good form: refused beside the field, or done and sent on.
    return {200} if method == "get" else {302, 400, 409, 200 if row.form else 400}


def deviations(cast: Cast, row: Row) -> dict[tuple[str, str], int]:
    """(role, method) -> status, wherever the answer differs from the row; the permitted roles send last."""
    wrong = {}
    for role in sorted((*ROLES, "nobody"), key=lambda role: role in row.roles):
        client = Client() if role == "nobody" else desk(user_of(cast, role))
        for method in ("get", "post"):
            status = getattr(client, method)(row.path, row.form if method == "post" else {}).status_code
            if status not in _expected(row, role, method):
                wrong[role, method] = status
    return wrong


def queries(client: Client, path: str) -> int:
    """How often a page asks the main database."""
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)

"""Who gets which page: the kept table, and the same 404 for what is forbidden, somebody else's, or not there."""

from __future__ import annotations

import os

import pytest
from django.test import override_settings
from django.urls import reverse

from tests.cast import assemble
from tests.web.matrix import ROLES, World, addresses, build, client_of, kept, rows, status, write

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    # The second factor has tests of its own; here it would hide every page behind its set-up.
    monkeypatch.setattr("khural.web.staff.second_factor.is_mfa_enabled", lambda _user: True)
    return build(assemble())


@override_settings(ACCOUNT_RATE_LIMITS=False)
def test_every_role_gets_what_the_table_says(world: World) -> None:
    found = rows(world)
    if os.environ.get("KHURAL_MATRIX") == "write":
        write(found)
    lines = {(row["address"], row["round"]): row for row in kept()}
    for row in found:
        assert lines.pop((row["address"], row["round"]), None) == row
    assert not lines, "the table has lines for pages that are gone"


@override_settings(ACCOUNT_RATE_LIMITS=False)
def test_what_is_somebody_elses_does_not_exist(world: World) -> None:
    clients = {role: client_of(world, role) for role in ROLES}
    for address in addresses():
        if "case" in address.parameters:
            path = reverse(address.name, kwargs=world.foreign(address))
            for role, client in clients.items():
                assert status(client, path) in {"404", "post 404"}, (role, path)


@override_settings(ACCOUNT_RATE_LIMITS=False)
def test_forbidden_and_unknown_look_alike(world: World) -> None:
    client = client_of(world, "observer")
    forbidden = client.get(reverse("edition_people", args=("lake", "first")))
    unknown = client.get(reverse("edition_people", args=("lake", "nowhere")))
    assert (forbidden.status_code, forbidden.content) == (unknown.status_code, unknown.content)

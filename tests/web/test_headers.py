"""No page tells another site where its reader was, and no form is taken from another site."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.desk import with_second_factor

pytestmark = pytest.mark.django_db(databases=["default", "ballots"])


def test_staff_pages_tell_no_other_site_and_voters_pages_tell_nobody() -> None:
    assert Client().get("/accounts/login/").headers["Referrer-Policy"] == "same-origin"
    assert Client().get("/v/").headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("origin", ["null", "https://elsewhere.example"])
def test_a_form_from_another_site_is_refused_and_changes_nothing(origin: str) -> None:
    client = Client(enforce_csrf_checks=True)
    user = with_second_factor(User.objects.create_superuser("secretary"))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/cases/new/")
    token = client.cookies["khural_form"].value
    sent = {
        "csrfmiddlewaretoken": token,
        "name": "x",
        "dialogue": "y",
        "host": "z",
        "track": "2",
        "rule": "on_the_record",
    }
    assert client.post("/cases/new/", sent, headers={"origin": origin}).status_code == 403
    assert client.post("/cases/new/", sent, headers={"origin": "http://testserver"}).status_code == 302

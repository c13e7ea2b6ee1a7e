"""The open rehearsal of the demonstration: one link joins, invented people have voted, and a reset makes it anew."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from khural.web.ballots.square import store
from khural.web.demo import loader, places
from khural.web.square.models import Consultation
from khural.web.square.tasks import recompute
from tests.square import FORM, restarted, work

pytestmark = pytest.mark.django_db(databases=["default", "ballots"], transaction=True)


def test_one_link_on_the_first_screen_lets_a_youth_delegate_in(demo: Client) -> None:
    restarted()
    link = places.youth_link()
    assert f'href="{link}"' in demo.get("/").content.decode()
    page = demo.get(link).content.decode()
    assert "Rehearsal: everything here is invented" in page
    key = re.findall(r'name="link" value="(\w+)"', page)[0]
    assert demo.post("/open/youth/join/", f"link={key}", content_type=FORM).status_code == 302
    assert "0 of 38 answered" in demo.get("/open/youth/statements/").content.decode()


def test_the_worker_computes_what_the_invented_people_answered(demo: Client) -> None:
    restarted()
    recompute.enqueue(Consultation.objects.get().pk)
    work()
    page = demo.get("/open/youth/results/").content.decode()
    assert re.search(r"About \d+ people have taken part", page)
    assert "No clear groups: opinions spread along a line." in page
    assert "Rehearsal: everything here is invented" in page


def test_a_reset_makes_it_anew(demo: Client) -> None:
    before = Consultation.objects.get()
    loader.reset()
    after = Consultation.objects.get()
    assert after.round_id != before.round_id
    assert not list(store.changes(before.round_id))
    assert list(store.changes(after.round_id))

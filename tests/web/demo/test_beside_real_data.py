"""The demonstration cannot be switched on beside real data, and a server does not open a demonstration's."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from khural.web.cases.models import Case
from khural.web.demo import loader
from khural.web.staff.models import Installation
from tests import demonstration

pytestmark = pytest.mark.django_db(databases=["default", "ballots"], transaction=True)


@pytest.fixture
def demo_settings(settings: Settings, tmp_path: Path) -> None:
    """The demonstration's settings over data that somebody else made."""
    demonstration.put_on(settings, tmp_path)


def _refused_everywhere() -> None:
    cases, users = Case.objects.count(), User.objects.count()
    for run in (loader.load, loader.reset):
        with pytest.raises(ImproperlyConfigured):
            run()
    for path in ("/", "/library/", "/demo/thief/", "/v/"):
        assert Client().get(path).status_code == 503
    assert Client().post("/demo/as/secretary/").status_code == 503
    assert (Case.objects.count(), User.objects.count()) == (cases, users)


def test_a_real_installation_is_neither_served_nor_loaded_over(demo_settings: None) -> None:
    Installation.objects.create(kind="real")
    _refused_everywhere()


def test_cases_and_accounts_that_no_demonstration_made_are_left_alone(demo_settings: None) -> None:
    Case.objects.create(slug="real", name="Real")
    User.objects.create_user("anna")
    _refused_everywhere()


def test_an_account_with_a_password_stops_the_demonstration(demo_settings: None) -> None:
    loader.load()
    made = User.objects.create_user("anna")
    other = User(username="other")
    other.set_password("a long enough password")
    User.objects.filter(pk=made.pk).update(password=other.password)
    with pytest.raises(ImproperlyConfigured, match="passwords"):
        loader.load()
    with pytest.raises(ImproperlyConfigured, match="passwords"):
        loader.reset()
    assert Client().get("/").status_code == 503


def test_other_settings_do_not_load_it() -> None:
    with pytest.raises(ImproperlyConfigured, match="settings of the demonstration"):
        loader.load()
    assert not Case.objects.exists()


def test_a_server_does_not_know_the_addresses_of_the_demonstration(client: Client) -> None:
    for path in ("/demo/as/secretary/", "/demo/delegate/3/", "/demo/reset/", "/demo/story/1/"):
        assert client.post(path).status_code == 404
    assert client.get("/demo/thief/").status_code == 404


def test_a_server_refuses_a_demonstrations_data(settings: Settings) -> None:
    settings.MIDDLEWARE = [demonstration.INSTALLATION, *settings.MIDDLEWARE]
    Installation.objects.create(kind="demonstration")
    answer = Client().get("/")
    assert answer.status_code == 503
    assert b"demonstration" in answer.content
    Installation.objects.update(kind="real")
    assert Client().get("/").status_code == 200


# These processes have databases of their own, wherever those of the tests lie.
ELSEWHERE = {"DATABASE_URL", "KHURAL_BALLOTS_URL"}
MIGRATE = """
import django
from django.core.management import call_command
django.setup()
call_command("migrate", verbosity=0)
call_command("migrate", database="ballots", verbosity=0)
"""
PROBE = """
import django, sys
django.setup()
from django.conf import settings
from khural.web.staff.models import Installation
Installation.objects.get_or_create(kind=sys.argv[1])
settings.ALLOWED_HOSTS = ["testserver"]
from django.test import Client
print("status", Client().get("/library/", secure=True).status_code)
print("demo", settings.DEMO, "khural.web.demo" in settings.INSTALLED_APPS)
"""


def _python(program: str, settings_module: str, data: Path, *words: str) -> str:
    surroundings = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    env = {**surroundings, "DJANGO_SETTINGS_MODULE": settings_module, "KHURAL_DATA": str(data)}
    env |= {"KHURAL_SECRET_KEY": "a key for this test and for nothing else, " + "x" * 40}
    words = (sys.executable, "-c", program, *words)
    return subprocess.run(words, env=env, capture_output=True, text=True, timeout=120, check=True).stdout


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder with both databases, which are nobody's yet."""
    made = tmp_path / "empty"
    made.mkdir()
    _python(MIGRATE, "khural.web.settings.server", made)
    return made


def test_the_settings_modules_themselves_refuse_each_others_data(tmp_path: Path, empty: Path) -> None:
    def run(settings_module: str, kind: str, data: Path) -> str:
        shutil.copytree(empty, data)
        return _python(PROBE, settings_module, data, kind)

    server, demo = "khural.web.settings.server", "khural.web.demo.settings"
    assert run(server, "demonstration", tmp_path / "a").startswith("status 503")
    assert run(demo, "real", tmp_path / "b").startswith("status 503")
    assert run(server, "real", tmp_path / "c") == "status 200\ndemo False False\n"
    assert run(demo, "demonstration", tmp_path / "d") == "status 200\ndemo True True\n"
    key = (tmp_path / "d" / "demo-secret-key").read_text(encoding="utf-8")
    assert len(key) > 40
    assert key != (tmp_path / "b" / "demo-secret-key").read_text(encoding="utf-8")

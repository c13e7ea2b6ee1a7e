"""`khural staff reset-second-factor` on a real installation: asked, refused, done, told."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from tests.cli.terminal import command, free_port, install, khural, said, serving, with_digits

WORDS = ("staff", "reset-second-factor", "oyuna", "--data")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("srv") / "khural"
    code, printed = install(folder)
    assert code == 0, printed
    with closing(connect(folder / "khural.sqlite3")) as db:
        db.execute("INSERT INTO cases_case (name, names, slug, summary, evidence) VALUES ('C', '{}', 'c', '', '')")
        db.execute(
            "INSERT INTO cases_dialogue (name, names, slug, host, host_code, track, attribution_rule, case_id) "
            "VALUES ('The Lake Dialogue', '{}', 'd', 'Nordia', '', '1.5', 'chatham_house', 1)"
        )
        db.execute("INSERT INTO staff_membership (role, dialogue_id, user_id) SELECT 'secretary', 1, id FROM auth_user")
        db.commit()
    return folder


def _factors(place: Path) -> list[tuple[str, str]]:
    with closing(connect(place / "khural.sqlite3")) as db:
        return db.execute("SELECT type, data FROM mfa_authenticator ORDER BY type").fetchall()


def _recorded(place: Path) -> list[tuple[str, str]]:
    with closing(connect(place / "khural.sqlite3")) as db:
        q = "SELECT verb, name FROM record_entry JOIN record_actorname ON record_actorname.digest = actor"
        return db.execute(q).fetchall()


def test_nobody_of_that_name_a_no_and_wrong_digits_change_nothing(place: Path) -> None:
    before = _factors(place)
    nobody = khural("staff", "reset-second-factor", "somebody", "--data", place, "--yes")
    assert nobody.returncode == 2
    assert said(nobody) == "Error: Nobody is called somebody here."
    assert khural(*WORDS, place, typed="n\n").returncode == 1
    wrong = khural(*WORDS, place, typed="y\n000000\n000001\n1\n")
    assert wrong.returncode == 1
    assert said(wrong) == "Error: No second factor was set up, so the old ones still hold."
    assert _factors(place) == before
    assert _recorded(place) == []


def test_beside_a_running_server_the_new_app_takes_the_place_of_the_old_one_and_the_record_has_it(place: Path) -> None:
    before = _factors(place)
    with serving(place, free_port(), KHURAL_HTTPS="no"):
        printed = _reset(place)
    after = _factors(place)
    assert [kind for kind, _data in after] == [kind for kind, _data in before] == ["recovery_codes", "totp"]
    assert not {data for _kind, data in after} & {data for _kind, data in before}
    assert len(set(re.findall(r"^  (\d{8})$", printed, re.MULTILINE))) == 10
    assert _recorded(place) == [("renew second factor", "oyuna")]


def _reset(place: Path) -> str:
    code, printed = with_digits(command(*WORDS, place, "--yes"))
    assert code == 0, printed
    return printed

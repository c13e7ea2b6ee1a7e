"""`khural forget` on a real installation: asked, refused, done."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from sqlite3 import connect

from tests.cli.terminal import install, khural, said


def _accounts(place: Path) -> list[str]:
    with closing(connect(place / "khural.sqlite3")) as db:
        return [name for (name,) in db.execute("SELECT username FROM auth_user")]


def test_a_name_is_erased_when_the_question_is_answered(tmp_path: Path) -> None:
    code, printed = install(tmp_path)
    assert code == 0, printed
    assert khural("forget", "oyuna", "--data", tmp_path, typed="n\n").returncode == 1
    assert _accounts(tmp_path) == ["oyuna"]
    nobody = khural("forget", "somebody", "--data", tmp_path, "--yes")
    assert nobody.returncode == 2
    assert "Nobody is called somebody here" in said(nobody)
    done = khural("forget", "oyuna", "--data", tmp_path, typed="y\n")
    assert done.returncode == 0, done.stderr
    assert _accounts(tmp_path) == []


def test_the_only_secretary_stays(tmp_path: Path) -> None:
    install(tmp_path)
    with closing(connect(tmp_path / "khural.sqlite3")) as db:
        (user,) = db.execute("SELECT id FROM auth_user").fetchone()
        db.execute("INSERT INTO cases_case (name, names, slug, summary, evidence) VALUES ('C', '{}', 'c', '', '')")
        db.execute(
            "INSERT INTO cases_dialogue (name, names, slug, host, host_code, track, attribution_rule, case_id) "
            "VALUES ('The Lake Dialogue', '{}', 'd', 'Nordia', '', '1.5', 'chatham_house', 1)"
        )
        db.execute("INSERT INTO staff_membership (role, dialogue_id, user_id) VALUES ('secretary', 1, ?)", (user,))
        db.commit()
    refused = khural("forget", "oyuna", "--data", tmp_path, "--yes")
    assert refused.returncode == 1
    assert "only secretary of The Lake Dialogue" in said(refused)
    assert _accounts(tmp_path) == ["oyuna"]

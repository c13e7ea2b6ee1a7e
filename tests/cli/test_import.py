"""`khural import polis` on a real installation: brought in once, refused in one sentence, nothing stored by a look."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import pytest

from tests.cli.terminal import install, khural, said
from tests.polis.exports import COMMENTS, TABLES, VOTES, archive, folder

TERMS = ("--attribution", "By the Lake.", "--licence", "CC BY 4.0")


def _rows(place: Path, query: str) -> list[tuple[object, ...]]:
    with closing(connect(place / "khural.sqlite3")) as db:
        return db.execute(query).fetchall()


def test_a_conversation_is_looked_at_brought_in_and_there_already(tmp_path: Path) -> None:
    place, lake = tmp_path / "site", folder(tmp_path / "lake")
    code, printed = install(place)
    assert code == 0, printed
    look = khural("import", "polis", lake, "--data", place, "--dry-run")
    assert look.returncode == 0, look.stderr
    for line in ("3 people, 4 statements, 12 votes, 1 votes changed", "missing tables: none", "Nothing was stored."):
        assert line in look.stdout
    assert _rows(place, "SELECT count(*) FROM square_consultation") == [(0,)]
    without = khural("import", "polis", lake, "--data", place)
    assert without.returncode == 2
    assert "name --attribution and --licence" in said(without)
    done = khural("import", "polis", lake, "--data", place, *TERMS)
    assert done.returncode == 0, done.stderr
    assert "/open/lake/" in done.stdout
    zipped = tmp_path / "another-name.zip"
    zipped.write_bytes(archive())
    again = khural("import", "polis", zipped, "--data", place, *TERMS)
    assert again.returncode == 0, again.stderr
    assert _rows(place, "SELECT slug, attribution, licence FROM square_consultation") == [
        ("lake", "By the Lake.", "CC BY 4.0")
    ]
    assert _rows(place, "SELECT name FROM cases_case") == [("Public conversations",)]
    nowhere = khural("import", "polis", lake, "--data", place, "--edition", "no/where", *TERMS)
    assert nowhere.returncode == 0, "what is there already needs no edition"


@pytest.mark.parametrize(
    ("tables", "says"),
    [
        ({"comments.csv": COMMENTS}, "votes.csv and participants-votes.csv are both missing"),
        ({**TABLES, "votes.csv": VOTES[:300]}, "fields where the header has 5"),
        ({f"{name}/{table}": body for name in "ab" for table, body in TABLES.items()}, "holds 2 conversations (a, b)"),
    ],
)
def test_a_bad_export_is_one_sentence(tmp_path: Path, tables: dict[str, str | bytes], says: str) -> None:
    refused = khural("import", "polis", folder(tmp_path / "bad", tables), "--data", tmp_path, *TERMS)
    assert refused.returncode == 2
    assert says in said(refused)


def test_without_an_installation_it_says_how_to_make_one(tmp_path: Path) -> None:
    refused = khural("import", "polis", folder(tmp_path / "lake"), "--data", tmp_path / "none", *TERMS)
    assert refused.returncode == 2
    assert "khural init" in said(refused)

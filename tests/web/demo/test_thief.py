"""The thief's page reads a copy of the files, finds what is there, and says where the protection ends."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from khural.publishing import restore
from khural.web.ballots import store
from khural.web.demo import loader, places, theft
from khural.web.findings.models import Result
from khural.web.findings.publication import publish_round
from khural.web.people.models import Delegation
from khural.web.rounds.phases import close_round
from khural.web.voting.sessions import VoterSession, sessions
from tests.voters import enter

pytestmark = pytest.mark.django_db(databases=["default", "ballots"], transaction=True)
THIEF = "/demo/thief/"


def _voter(client: Client) -> VoterSession:
    client.post("/demo/delegate/3/")
    session = sessions.find(client.cookies["khural_voter"].value)
    assert session is not None
    return session


def _cast(session: VoterSession, answers: list[int]) -> dict[int, int]:
    round_ = places.current_round()
    assert round_ is not None
    voter = session.ballot_hash(round_.slot)
    versions = sorted(store.own_votes(round_.pk, voter))[: len(answers)]
    for version, answer in zip(versions, answers, strict=True):
        assert store.vote(round_.pk, version, voter, answer)
    return dict(zip(versions, answers, strict=True))


def test_the_page_reads_the_copy_and_not_the_live_file(demo: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    session = _voter(demo)
    with theft.steal() as stolen:
        before = theft.sheets_of(stolen, Delegation.objects.get(name="Delegation 3").pk)
        _cast(session, [1, 1, 1])
        after = theft.sheets_of(stolen, Delegation.objects.get(name="Delegation 3").pk)
        kept = (stolen.ballots, stolen.main)
    assert before == after
    assert not any(path.exists() for path in kept)


def test_what_the_thief_finds_is_what_lies_there(demo: Client) -> None:
    _cast(_voter(demo), [1, -1, 0])
    context = demo.get(THIEF).context
    found = context["search"]
    assert found.ballots == 31 * len(context["statements"])
    assert found.out_of_order == 0
    assert found.time_columns == ()
    assert (found.names, found.names_found) == (len(loader.ROLES), 0)
    assert (found.hashes, found.hashes_found) == (31, 0)
    assert found.journal == 0
    assert {table.name for table in context["tables"]} >= {"ballots_ballot", "ballots_ballotcredential"}


def test_the_searches_would_find_what_they_look_for(demo: Client, tmp_path: Path) -> None:
    with theft.steal() as stolen:
        with closing(sqlite3.connect(stolen.ballots)) as db:
            db.execute("ALTER TABLE ballots_ballot ADD COLUMN voted_time TEXT")
            first, second = (
                row[0] for row in db.execute("SELECT id FROM ballots_ballot ORDER BY id LIMIT 2").fetchall()
            )
            hashes = db.execute("SELECT credential_hash FROM ballots_ballot ORDER BY id LIMIT 2").fetchall()
            db.execute("UPDATE ballots_ballot SET credential_hash = 'x' WHERE id = ?", (first,))
            db.execute("UPDATE ballots_ballot SET credential_hash = ? WHERE id = ?", (*hashes[0], second))
            db.execute("UPDATE ballots_ballot SET credential_hash = ? WHERE id = ?", (*hashes[1], first))
            db.execute("CREATE TABLE note (text TEXT)")
            db.execute("INSERT INTO note VALUES ('demo-observer')")
            db.commit()
        with closing(sqlite3.connect(stolen.main)) as db:
            db.execute("UPDATE auth_user SET last_name = ? WHERE username = 'demo-observer'", hashes[0])
            db.commit()
        found = theft.search(stolen)
    assert found.out_of_order >= 1
    assert found.time_columns == ("ballots_ballot.voted_time",)
    assert found.names_found == 1
    assert found.hashes_found == 1


def test_without_knowledge_a_vote_is_one_of_many(demo: Client) -> None:
    _cast(_voter(demo), [1])
    number = Delegation.objects.get(name="Delegation 3").pk
    attempt = demo.post(THIEF, {"delegation": number}).context["attempt"]
    assert (attempt.sheets, attempt.known, attempt.left) == (6, 0, 6)
    assert attempt.uncovered == ()
    assert 2 <= attempt.voted <= 5


def test_whoever_knows_enough_votes_reads_the_others_as_the_page_says(demo: Client) -> None:
    number = Delegation.objects.get(name="Delegation 3").pk
    cast = _cast(_voter(demo), [1, -1, 1, -1, 0, -1, 1, 0, -1, 1])
    known = dict(list(cast.items())[:9])
    answer = demo.post(THIEF, {"delegation": number, **{f"v{version}": str(vote) for version, vote in known.items()}})
    attempt = answer.context["attempt"]
    assert attempt.left == 1
    assert len(attempt.uncovered) == len(answer.context["statements"]) - 9
    assert "This is the exception that the consent page names" in answer.content.decode()


def test_wrong_knowledge_matches_nothing_and_nonsense_is_passed_over(demo: Client) -> None:
    number = Delegation.objects.get(name="Delegation 3").pk
    context = demo.get(THIEF).context
    wrong = {f"v{version}": "0" for version, _, _ in context["statements"]}
    assert demo.post(THIEF, {"delegation": number, **wrong}).context["attempt"].left == 0
    for posted in ({}, {"delegation": "x"}, {"delegation": "999999"}, {"delegation": f"{number} "}):
        assert demo.post(THIEF, posted).context["attempt"] is None
    odd = demo.post(THIEF, {"delegation": number, "v1": "'; DROP TABLE", "v999": "1"})
    assert odd.context["attempt"].known == 0


def test_the_files_can_be_taken_away_and_carry_no_sheet(demo: Client, tmp_path: Path) -> None:
    from khural import credentials

    session_code = None
    _voter(demo)
    answer = demo.get(f"{THIEF}copy.zip")
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        archive.extractall(tmp_path / "taken")
    taken = tmp_path / "taken" / "stolen"
    assert "invented" in (taken / "READ-ME.txt").read_text(encoding="utf-8")
    with closing(sqlite3.connect(taken / "ballots.sqlite3")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("SELECT count(*) FROM ballots_ballot").fetchone()[0] > 0
    from khural.web.demo import envelopes

    session_code = envelopes.look(3, 0)
    assert session_code is not None
    token = credentials.decode(session_code)
    for path in taken.iterdir():
        raw = path.read_bytes()
        assert token not in raw
        assert token.hex().encode() not in raw
        assert session_code.encode() not in raw
    assert enter(token).client is not None


def test_after_publication_there_is_nothing_to_search(demo: Client) -> None:
    round_ = places.current_round()
    assert round_ is not None
    _cast(_voter(demo), [1, 1, 1])
    close_round(round_, by=None)
    publish_round(round_, by=None)
    context = demo.get(THIEF).context
    assert context["search"].ballots == 0
    assert context["delegations"] == ()
    assert len(restore(Result.objects.get(round=round_).body).statements) > 0
    assert "they are gone" in demo.get(THIEF).content.decode()
    assert connections["ballots"].vendor == "sqlite"

"""Driving the cast's round through the store: who holds which hash, votes, closing, needles for the files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import connections

from khural import credentials
from khural.web.ballots import store
from khural.web.ballots.models import AuthorCredential, BallotCredential, MemberCredential
from khural.web.rounds import phases
from khural.web.rounds.models import Round
from tests.cast import Cast, open_round

Answer = int | None


def hashes_of(cast: Cast, round_: Round) -> list[tuple[str, ...]]:
    """Delegation by delegation, the hashes by which the store knows the voters of `round_`."""
    salt = bytes(cast.edition.token_salt)
    return [
        tuple(credentials.fingerprint(credentials.ballot_key(token, salt, round_.slot)) for token in tokens)
        for tokens in cast.tokens
    ]


def vote_all(cast: Cast, round_: Round, answer: Callable[[int, int], Answer]) -> None:
    """Everybody answers every open statement: `answer(delegation, seat)`, both counted from 0."""
    versions = [statement.version.pk for statement in round_.statements.all()]
    for place, group in enumerate(hashes_of(cast, round_)):
        for seat, value in enumerate(group):
            for version in versions:
                assert store.vote(round_.pk, version, value, answer(place, seat))


def agree(_delegation: int, _seat: int) -> Answer:
    """Everybody agrees."""
    return 1


def close(cast: Cast, answer: Callable[[int, int], Answer] = agree) -> Round:
    """Open the cast's round, let everybody vote, close it."""
    round_ = open_round(cast)
    vote_all(cast, round_, answer)
    phases.close_round(round_, by=cast.secretary)
    round_.refresh_from_db()
    return round_


def needles(edition: int, slot: int | None = None) -> list[str]:
    """Every ballot and author hash of a slot; without one, every hash of the edition."""
    tables = (BallotCredential, AuthorCredential)
    if slot is None:
        found = [table.objects.filter(edition_id=edition) for table in (*tables, MemberCredential)]
    else:
        found = [table.objects.filter(edition_id=edition, slot=slot) for table in tables]
    return [value for q in found for value in q.values_list("hash", flat=True)]


def files() -> list[Path]:
    """Every file that lies beside either database."""
    names = [Path(str(connections[alias].settings_dict["NAME"])) for alias in ("default", "ballots")]
    return sorted({path for name in names if name.is_absolute() for path in name.parent.iterdir() if path.is_file()})


def hits(wanted: list[str]) -> int:
    """How many of `wanted` stand anywhere in the bytes of those files."""
    data = [path.read_bytes() for path in files()]
    return sum(any(needle.encode() in content for content in data) for needle in wanted)

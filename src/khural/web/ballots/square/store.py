"""The only functions that query ballots of open consultations. A test holds this list.

A participant is known by fingerprints of derived keys, never by a code. Answers are -1, 0, 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from django.db import connection, transaction

from khural import credentials
from khural.web.ballots.square import locks
from khural.web.ballots.square.models import AGREE, DISAGREE, NOT_ANSWERED, PASS, OpenBallot, OpenOffer, Participant
from khural.web.ballots.square.reading import AT_ONCE, Given, given_since

__all__ = [
    "Change",
    "Given",
    "OpenBatch",
    "answers",
    "changes",
    "delete_rounds",
    "end_batch",
    "forget_taken_back",
    "has_news",
    "is_participant",
    "issue_codes",
    "join",
    "own_votes",
    "participants",
    "rehearse",
    "rewrite",
    "stopping",
    "taken_back",
    "vote",
    "vote_and_own",
    "voter_of",
    "voters",
]

CODES = {-1: DISAGREE, 0: PASS, 1: AGREE}
ANSWERS = {code: answer for answer, code in CODES.items()}


class OpenBatch(NamedTuple):
    """A query for the number of the batch that takes answers now, as a column `batch`; no row where none are taken."""

    sql: str
    params: Sequence[int | str]


# One statement, so that whether votes are taken, in which batch, and the answer itself are one step.
VOTE = """INSERT INTO openballots_openballot (round_id, version_id, voter, answer, batch)
SELECT %%s, %%s, %%s, %%s, found.batch FROM (%s) AS found WHERE true
ON CONFLICT (voter, version_id) DO UPDATE SET answer = excluded.answer, batch = excluded.batch"""
OWN = "SELECT version_id, answer FROM openballots_openballot WHERE voter = %s"
LET_IN = "WHERE EXISTS (SELECT 1 FROM openballots_participant WHERE hash = %s AND round_id = %s AND NOT is_revoked)"


class Change(NamedTuple):
    """An answer given since: None took it back."""

    voter: int
    version: int
    answer: int | None


def voter_of(ballot_key: bytes) -> int:
    """What the ballots of a key are known by: 64 bits of its fingerprint. Among a million, two meet once in 4e7."""
    return int.from_bytes(bytes.fromhex(credentials.fingerprint(ballot_key))[:8], "big", signed=True)


def join(round_id: int, member_hash: str) -> None:
    """Let a credential in. Repeating it changes nothing."""
    locks.insistently(
        lambda: Participant.objects.bulk_create(
            [Participant(hash=member_hash, round_id=round_id)], ignore_conflicts=True
        )
    )


def issue_codes(round_id: int, batch_id: int, size: int, salt: bytes) -> tuple[bytes, ...]:
    """Let `size` fresh tokens in and return them, to be printed and forgotten."""
    tokens = tuple(credentials.new_token() for _ in range(size))
    members = sorted(credentials.fingerprint(credentials.member_key(token, salt)) for token in tokens)
    rows = [Participant(hash=member, round_id=round_id, batch_id=batch_id) for member in members]
    with transaction.atomic():
        Participant.objects.bulk_create(rows, batch_size=AT_ONCE)
    return tokens


def end_batch(round_id: int, batch_id: int) -> int:
    """Let nobody in with the codes of a batch any more; what they answered stays, for nothing tells which it is."""
    return Participant.objects.filter(round_id=round_id, batch_id=batch_id).update(is_revoked=True)


def is_participant(round_id: int, member_hash: str) -> bool:
    """Whether this credential is let in."""
    return Participant.objects.filter(hash=member_hash, round_id=round_id, is_revoked=False).exists()


def participants(round_id: int) -> int:
    """How many credentials were let in, printed codes that nobody has used among them. Never shown."""
    return Participant.objects.filter(round_id=round_id).count()


def vote(
    round_id: int, version_id: int, voter: int, answer: int | None, *, batch: OpenBatch, member_hash: str = ""
) -> bool:
    """Keep one answer, the last one counts; None takes it back. True means that it is on disk.

    False, and nothing changed, where `batch` has no row by now, or `member_hash` is given and not let in. Repeating it
    changes nothing.
    """
    return vote_and_own(round_id, version_id, voter, answer, batch=batch, member_hash=member_hash) is not None


def vote_and_own(
    round_id: int, version_id: int, voter: int, answer: int | None, *, batch: OpenBatch, member_hash: str = ""
) -> dict[int, int] | None:
    """The same; what `own_votes` says after it, or None where nothing changed."""
    code = NOT_ANSWERED if answer is None else CODES[answer]
    sql = VOTE % batch.sql
    params: list[int | str] = [round_id, version_id, voter, code, *batch.params]
    if member_hash:
        sql, params = sql.replace("WHERE true", LET_IN), [*params, member_hash, round_id]
    own = locks.Reading(OWN, [voter])
    written, rows = locks.insistently(lambda: locks.write_beside(round_id, sql, params, own))
    return _given(rows) if written == 1 else None


def rehearse(round_id: int, answers: Iterable[Change], *, batch: int = 0) -> None:
    """Keep the invented answers of a rehearsal, all at once; otherwise as `vote`."""
    rows = [
        OpenBallot(
            round_id=round_id,
            version_id=one.version,
            voter=one.voter,
            answer=NOT_ANSWERED if one.answer is None else CODES[one.answer],
            batch=batch,
        )
        for one in answers
    ]
    with locks.voting(round_id):
        OpenBallot.objects.bulk_create(
            rows,
            batch_size=AT_ONCE,
            update_conflicts=True,
            unique_fields=["voter", "version_id"],
            update_fields=["answer", "batch"],
        )


def stopping(round_id: int) -> AbstractContextManager[None]:
    """A transaction in which voting can be ended: votes before it are on disk, later ones see what it wrote."""
    return locks.stopping(round_id)


def own_votes(voter: int) -> dict[int, int]:
    """Statement version -> own answer, in the one round that `voter` is derived for."""
    with connection.cursor() as cursor:
        cursor.execute(OWN, [voter])
        return _given(cursor.fetchall())


def _given(rows: Iterable[tuple[int, ...]]) -> dict[int, int]:
    return {version: ANSWERS[code] for version, code in rows if code != NOT_ANSWERED}


def changes(round_id: int, since: int = 0) -> Iterator[Change]:
    """The answers given since batch `since`, each one's last; for the recomputation and for nobody else."""
    q = OpenBallot.objects.filter(round_id=round_id)
    if since:
        q = q.filter(batch__gte=since)
    for voter, version, code in q.values_list("voter", "version_id", "answer").iterator(chunk_size=AT_ONCE):
        yield Change(voter, version, ANSWERS.get(code))


def answers(round_id: int, since: int = 0) -> Given:
    """All answers given in batch `since` and after it; for the recomputation and for nobody else."""
    return given_since(round_id, since)


def taken_back(round_id: int, since: int) -> list[tuple[int, int]]:
    """Voter and statement version of what was taken back in batch `since` and after it, and not forgotten yet."""
    q = OpenBallot.objects.filter(round_id=round_id, batch__gte=since, answer=NOT_ANSWERED)
    return list(q.values_list("voter", "version_id"))


def forget_taken_back(round_id: int, since: int, before: int) -> int:
    """Delete what shows that an answer was taken back in batch `since` or after it, and before batch `before`."""
    q = OpenBallot.objects.filter(round_id=round_id, batch__gte=since, batch__lt=before, answer=NOT_ANSWERED)
    return q.delete()[0]


def voters(round_id: int, since: int, versions: Collection[int], most: int | None = None) -> set[int]:
    """Who has answered one of `versions` in batch `since` or after it; of the first `most` such answers only."""
    q = OpenBallot.objects.filter(round_id=round_id, batch__gte=since, version_id__in=versions)
    q = q.exclude(answer=NOT_ANSWERED)
    return set(q.values_list("voter", flat=True)[:most] if most else q.values_list("voter", flat=True).distinct())


def has_news(round_id: int, since: int) -> bool:
    """Whether anybody has answered since batch `since`."""
    return OpenBallot.objects.filter(round_id=round_id, batch__gte=since).exists()


def rewrite(round_id: int) -> int:
    """Write a stopped round's ballots anew in the order of their voters, so that nothing tells who came when."""
    with locks.stopping(round_id):
        q = OpenBallot.objects.filter(round_id=round_id)
        rows = sorted(q.exclude(answer=NOT_ANSWERED).values_list("voter", "version_id", "answer"))
        q.delete()
        OpenBallot.objects.bulk_create(
            (OpenBallot(round_id=round_id, version_id=b, voter=a, answer=c) for a, b, c in rows), batch_size=AT_ONCE
        )
    _forget_pages()
    return len(rows)


def delete_rounds(rounds: Collection[int]) -> int:
    """Delete ballots, credentials and offers of rounds; returns how many answers. Freed pages are overwritten."""
    answers = 0
    for round_id in rounds:
        with locks.stopping(round_id):
            answers += OpenBallot.objects.filter(round_id=round_id).delete()[0]
            Participant.objects.filter(round_id=round_id).delete()
            OpenOffer.objects.filter(round_id=round_id).delete()
    _forget_pages()
    return answers


def _forget_pages() -> None:
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            for table in (OpenBallot, Participant, OpenOffer):
                cursor.execute(f'VACUUM "{table._meta.db_table}"')

"""Answers of a whole consultation as long rows of numbers: no object for each, for there may be tens of millions."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, TypeAlias

from django.db import connection

from khural.web.ballots.square.models import NOT_ANSWERED, PASS, OpenBallot

AT_ONCE = 5000
# Rows that PostgreSQL gathers before it sends them: about 40 MB of its memory.
GATHERED = 4_000_000
# Statement by statement, so that it need not be sent with every answer; numbers as 8 and 2 bytes, highest first.
GATHER = """SELECT version_id, string_agg(int8send(voter), ''), string_agg(int2send(answer), '')
FROM openballots_openballot WHERE round_id = %s AND batch >= %s AND answer <> %s AND id > %s AND id <= %s
GROUP BY version_id"""
SIGNS = bytes((code - PASS) % 256 for code in range(256))
Numbers: TypeAlias = "array[int]"


class Given(NamedTuple):
    """Voter, statement version and answer (-1, 0, 1) of so many answers: seventeen bytes each."""

    voters: Numbers
    versions: Numbers
    answers: Numbers


def given_since(round_id: int, since: int) -> Given:
    """The answers given in batch `since` and after it; what was taken back is not among them."""
    found = Given(array("q"), array("q"), array("b"))
    if connection.vendor == "postgresql":
        _gather(round_id, since, found)
    else:
        _fetch(round_id, since, found)
    return found


def _gather(round_id: int, since: int, found: Given) -> None:
    from psycopg import Cursor

    with connection.cursor() as asking:
        asking.execute("SELECT coalesce(max(id), 0) FROM openballots_openballot")
        last = int(asking.fetchone()[0])
    # Django's own cursors take numbers as text only.
    with Cursor(connection.connection) as cursor:
        for start in range(0, last, GATHERED):
            # The newest may be under way while this is read.
            end = start + GATHERED if start + GATHERED < last else sys.maxsize
            given = cursor.execute(GATHER, [round_id, since, NOT_ANSWERED, start, end], binary=True)
            for version, voters, codes in given:
                found.voters.frombytes(voters)
                found.versions.extend(array("q", [version]) * (len(voters) // 8))
                found.answers.frombytes(codes[1::2].translate(SIGNS))
    if sys.byteorder == "little":
        found.voters.byteswap()


def _fetch(round_id: int, since: int, found: Given) -> None:
    q = OpenBallot.objects.filter(round_id=round_id, batch__gte=since).exclude(answer=NOT_ANSWERED)
    rows: Iterator[tuple[int, int, int]] = q.values_list("voter", "version_id", "answer").iterator(chunk_size=AT_ONCE)
    while chunk := list(islice(rows, AT_ONCE)):
        voters, versions, codes = zip(*chunk, strict=True)
        found.voters.extend(voters)
        found.versions.extend(versions)
        found.answers.frombytes(bytes(codes).translate(SIGNS))

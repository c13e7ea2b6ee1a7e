"""The tables of an export, written as Polis writes them. Lines end with LF; times are given in UTC."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from khural.polis.conversation import Conversation

Guard = Callable[[str], str]
COMMENTS = ("timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees", "moderated", "comment-body")
VOTES = ("timestamp", "datetime", "comment-id", "voter-id", "vote")
PARTICIPANTS = ("participant", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree")


def _table(rows: Iterable[Iterable[object]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _when(milliseconds: int) -> str:
    return datetime.fromtimestamp(milliseconds / 1000, tz=UTC).strftime("%a %b %d %H:%M:%S UTC %Y")


def comments_csv(conversation: Conversation, guard: Guard) -> str:
    """comments.csv. `guard` takes a text and returns it such that no spreadsheet computes it."""
    rows = (
        (s.timestamp, _when(s.timestamp), s.id, guard(s.author), s.agrees, s.disagrees, s.moderated, guard(s.text))
        for s in conversation.statements
    )
    return _table([COMMENTS, *rows])


def votes_csv(conversation: Conversation) -> str:
    """votes.csv with every vote, those that were changed too: numbers only, so that nothing needs a guard."""
    votes = conversation.votes
    columns = zip(votes.times, votes.statements, votes.voters, votes.signs, strict=True)
    return _table([VOTES, *((t, _when(t), s, v, g) for t, s, v, g in columns)])


def participants_csv(conversation: Conversation) -> str:
    """participants-votes.csv: one line per participant, one column per statement that has votes."""
    last = conversation.votes.last()
    given: dict[int, dict[int, int]] = defaultdict(dict)
    for statement, voter, sign in zip(last.statements, last.voters, last.signs, strict=True):
        given[voter][statement] = sign
    asked = sorted(set(last.statements))
    offered: dict[str, int] = defaultdict(int)
    for one in conversation.statements:
        offered[one.author] += 1
    rows = []
    for voter in sorted(given):
        own = given[voter]
        signs = list(own.values())
        counts = (offered[str(voter)], len(own), signs.count(1), signs.count(-1))
        rows.append((voter, conversation.groups.get(voter, ""), *counts, *(own.get(one, "") for one in asked)))
    return _table([(*PARTICIPANTS, *asked), *rows])


def summary_csv(facts: Mapping[str, str | int], guard: Guard) -> str:
    """summary.csv: key and value, without a header."""
    return _table((key, guard(value) if isinstance(value, str) else value) for key, value in facts.items())

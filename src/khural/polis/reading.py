"""From the tables of an export to a conversation: checked against each other, or refused with one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping

from khural.files import decode
from khural.messages import Message
from khural.polis.checking import check_counts, sign_of
from khural.polis.conversation import Conversation, Statement, Votes
from khural.polis.errors import PolisError
from khural.polis.found import TABLES, Found
from khural.polis.tables import Rows, choice, count, each_record, read_rows, whole
from khural.polis.votes import MOST_VOTES, long_votes, wide_groups, wide_votes

MODERATED = {"1": 1, "0": 0, "-1": -1, "": 0}
FLAGS = {"true": 1, "false": 0, "t": 1, "f": 0, "1": 1, "0": 0, "": 0}
SUMMARY = ("topic", "url", "conversation-description")
LONGEST, MOST_STATEMENTS = 5000, 20_000
FORMULA = tuple("=+-@\t\r\n＝＋－＠|%")


def read_conversation(
    found: Found, *, encoding: str | None = None, swap_signs: bool = False, most_votes: int = MOST_VOTES
) -> Conversation:
    """The conversation in the tables of `found`.

    Raises PolisError (or FileError) for a table that is not clean, statements without words, a repeated statement,
    votes other than -1, 0 and 1, a file that ends early, tables of two conversations, and votes whose sign contradicts
    the counts beside the statements. `swap_signs` reads -1 as agree, after that refusal.
    """
    if "comments.csv" not in found.tables:
        raise PolisError("polis.comments_missing", file=found.name)
    statements, notes = _statements(found.tables["comments.csv"], encoding)
    votes, groups, more = _votes(found, encoding, most_votes)
    if swap_signs:
        votes = Votes(votes.statements, votes.voters, votes.times, type(votes.signs)("b", (-s for s in votes.signs)))
    known = {statement.id for statement in statements}
    cast = len(votes.signs)
    votes, strange = _on_known(votes, known)
    if 2 * strange > cast:
        raise PolisError("polis.two_conversations", file=found.name, n=strange, all=cast)
    if strange:
        more += (Message("polis.strange_votes", {"n": strange}),)
    sign_of(statements, votes, found.name)
    check_counts(statements, votes, found.name, wide="votes.csv" not in found.tables)
    about = _summary(found.tables.get("summary.csv"), encoding)
    return Conversation(
        topic=about.get("topic") or found.name,
        url=about.get("url", ""),
        description=about.get("conversation-description", ""),
        statements=statements,
        votes=votes,
        groups=groups,
        missing=tuple(name for name in TABLES if name not in found.tables),
        notes=notes + tuple(note for note in more if note not in notes),
    )


def _statements(raw: bytes, encoding: str | None) -> tuple[tuple[Statement, ...], tuple[Message, ...]]:
    table = read_rows(raw, "comments.csv", encoding)
    table.place("comment-id"), table.place("comment-body")
    seen: dict[int, Statement] = {}
    for line, row in table.rows:
        one = _statement(table, dict(zip(table.header, row, strict=True)), line)
        if one.id in seen:
            raise PolisError("polis.statement_twice", file=table.file, row=line, id=one.id)
        seen[one.id] = one
        if len(seen) > MOST_STATEMENTS:
            raise PolisError("polis.many_statements", file=table.file, most=MOST_STATEMENTS)
    if not seen:
        raise PolisError("polis.no_statements", file=table.file)
    return tuple(seen[number] for number in sorted(seen)), table.notes


def _statement(table: Rows, cells: Mapping[str, str], line: int) -> Statement:
    text = _words(cells["comment-body"])
    if not text:
        raise PolisError("polis.statement_empty", file=table.file, row=line)
    if len(text) > LONGEST:
        raise PolisError("polis.statement_long", file=table.file, row=line, most=LONGEST)
    return Statement(
        id=whole(cells["comment-id"], table.file, line, "comment-id"),
        text=text,
        author=cells.get("author-id", "")[:40],
        timestamp=count(cells.get("timestamp", "")),
        moderated=choice(cells.get("moderated", "1"), MODERATED, table.file, line, "moderated"),
        is_meta=bool(choice(cells.get("is-meta", "").lower(), FLAGS, table.file, line, "is-meta")),
        is_seed=bool(choice(cells.get("is-seed", "").lower(), FLAGS, table.file, line, "is-seed")),
        agrees=count(cells.get("agrees", "")),
        disagrees=count(cells.get("disagrees", "")),
    )


def _words(body: str) -> str:
    """The text on one line; the apostrophe that guards a spreadsheet against a formula is taken away again."""
    text = re.sub(r"\s+", " ", body).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _votes(found: Found, encoding: str | None, most: int) -> tuple[Votes, dict[int, int], tuple[Message, ...]]:
    wide = found.tables.get("participants-votes.csv")
    groups = wide_groups(wide, encoding) if wide is not None else {}
    if "votes.csv" in found.tables:
        votes, notes = long_votes(found.tables["votes.csv"], encoding, most)
        return votes, groups, notes
    if wide is None:
        raise PolisError("polis.votes_missing", file=found.name)
    return wide_votes(wide, encoding, most), groups, (Message("polis.from_wide"),)


def _on_known(votes: Votes, known: set[int]) -> tuple[Votes, int]:
    """The votes on statements that have words, and how many others there were."""
    strange = sum(statement not in known for statement in votes.statements)
    if not strange:
        return votes, 0
    keep = [i for i, statement in enumerate(votes.statements) if statement in known]
    columns = (votes.statements, votes.voters, votes.times, votes.signs)
    return Votes(*(type(column)(column.typecode, (column[i] for i in keep)) for column in columns)), strange


def _summary(raw: bytes | None, encoding: str | None) -> dict[str, str]:
    """Key -> value of a table without a header."""
    if raw is None:
        return {}
    text, _notes = decode(raw, "summary.csv", encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    rows = (row for _line, row in each_record(text, ",", "summary.csv"))
    return {row[0]: row[1].strip()[:LONGEST] for row in rows if len(row) >= 2 and row[0] in SUMMARY}

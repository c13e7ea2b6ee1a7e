"""The tables of a consultation in the format of Polis. No spreadsheet computes any cell of them."""

from __future__ import annotations

import csv
import io

from khural.polis import Conversation, comments_csv, participants_csv, summary_csv, votes_csv
from khural.polis.writing import COMMENTS
from khural.publishing.square import PublishedOpen
from khural.publishing.table import neutral
from khural.web.coordination.computing import stored
from khural.web.rounds.models import StatementState
from khural.web.rounds.queries import statements_of
from khural.web.square.models import Consultation
from khural.web.square.queries import published, shows_results


def tables_of(consultation: Consultation) -> dict[str, str]:
    """File name -> content.

    Of an imported conversation everything that was public, with its attribution. Of our own what the gate let out:
    statements with rounded counts and a summary; votes and participants are fingerprints and never leave.
    """
    if consultation.is_imported:
        return _imported(consultation)
    return {"comments.csv": _comments(consultation), "summary.csv": _summary(consultation)}


def _imported(consultation: Consultation) -> dict[str, str]:
    conversation = stored(consultation)
    words = f"{consultation.attribution}\n\n{consultation.licence}\n{consultation.source_url}\n"
    return {
        "ATTRIBUTION.txt": words,
        "comments.csv": comments_csv(conversation, neutral),
        "votes.csv": votes_csv(conversation),
        "participants-votes.csv": participants_csv(conversation),
        "summary.csv": summary_csv(_facts(consultation, conversation), neutral),
    }


def _facts(consultation: Consultation, conversation: Conversation) -> dict[str, str | int]:
    people = len(set(conversation.votes.voters))
    return {
        "topic": conversation.topic,
        "url": consultation.source_url,
        "voters": people,
        "voters-in-conv": people,
        "comments": len(conversation.statements),
        "conversation-description": conversation.description,
    }


def _shown(consultation: Consultation) -> PublishedOpen | None:
    """The last batch where readers have it: between the close and the publication nobody takes it out."""
    return published(consultation) if shows_results(consultation) else None


def _comments(consultation: Consultation) -> str:
    """One row per statement: counts where the gate shows them, empty cells elsewhere; no author and no time."""
    result = _shown(consultation)
    cells = {row.statement: row.everybody for row in result.statements} if result else {}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COMMENTS)
    for one in statements_of(consultation.round, StatementState.OPEN):
        cell = cells.get(str(one.version.pk))
        counts = ("", "") if cell is None or cell.of is None else (cell.agree, cell.disagree)
        writer.writerow(("", "", one.number, "", *counts, 1, neutral(one.version.source_text.text)))
    return text.getvalue()


def _summary(consultation: Consultation) -> str:
    result = _shown(consultation)
    about = "" if result is None or result.about is None else result.about
    facts: dict[str, str | int] = {
        "topic": consultation.round.name,
        "url": "",
        "voters": about,
        "voters-in-conv": about,
        "comments": consultation.round.statements.filter(state=StatementState.OPEN).count(),
        "groups": len(result.groups) if result else 0,
        "conversation-description": consultation.about,
    }
    return summary_csv(facts, neutral)

"""Reads of cases, dialogues and editions."""

from __future__ import annotations

from khural.web.cases.models import Case, Dialogue, Edition, Party


def parties_in_order(case: Case) -> list[Party]:
    """Parties and stakeholders in the fixed order."""
    return list(case.parties.all())


def editions_of(dialogue: Dialogue) -> list[Edition]:
    """The editions of a dialogue, the latest first."""
    return list(dialogue.editions.order_by("-year", "-number", "-pk"))

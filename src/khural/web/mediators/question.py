"""What a case asks of the evidence: its parties as states, its host, and the ties entered by hand."""

from __future__ import annotations

from dataclasses import dataclass

from khural.web.cases.models import Case, Dialogue, Party, PartyRole
from khural.web.mediators.models import TieEntry

Tie = tuple[str, str, str, int, int, str, str, str, str, str]
"""candidate, party, kind, cooperation, conflict, first, last, source, page, remark."""


@dataclass(frozen=True)
class Question:
    """The table of a case, ready to be asked. `others` are parties that are no state of the evidence."""

    parties: tuple[str, ...]
    stakeholders: tuple[str, ...]
    others: tuple[str, ...]
    host: str
    ties: tuple[Tie, ...]

    @property
    def can_be_asked(self) -> bool:
        """Whether two parties at least are states."""
        return len(self.parties) >= 2

    @property
    def table(self) -> tuple[str, ...]:
        """Parties, then stakeholders."""
        return self.parties + self.stakeholders


def question_of(dialogue: Dialogue) -> Question:
    """The question of the dialogue's case."""
    parties = list(dialogue.case.parties.all())
    states = [party for party in parties if party.state]
    return Question(
        parties=tuple(party.state for party in states if party.role == PartyRole.PARTY),
        stakeholders=tuple(party.state for party in states if party.role == PartyRole.STAKEHOLDER),
        others=tuple(party.name for party in parties if not party.state),
        host=dialogue.host_code,
        ties=tuple(_tie(entry) for entry in valid_ties(dialogue.case)),
    )


def valid_ties(case: Case) -> list[TieEntry]:
    """The entries that are not struck."""
    return list(case.entered_ties.filter(struck_because="").select_related("party"))


def label_of(party: Party) -> str:
    """How the evidence names a party: by state code, or by its name."""
    return party.state or party.name


def _tie(entry: TieEntry) -> Tie:
    numbers = (entry.cooperation, entry.conflict, entry.first, entry.last)
    return entry.candidate, label_of(entry.party), entry.kind, *numbers, entry.source, entry.source_url, entry.note

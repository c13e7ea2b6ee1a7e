"""Reads of delegations and people."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import Http404

from khural.web.cases.models import Dialogue, Edition, Party
from khural.web.people.models import Delegation, PartyAttendance, PartyConsent, Reissue


def delegations_of(edition: Edition) -> list[Delegation]:
    """The delegations in the dialogue's fixed order."""
    return list(edition.delegations.select_related("party", "consent"))


def delegation_in(edition: Edition, number: int) -> Delegation:
    """The delegation of this number in `edition`; 404 for one of another edition."""
    found = edition.delegations.select_related("party", "consent").filter(pk=number).first()
    if found is None:
        raise Http404
    # The edition at hand already knows its dialogue and case.
    found.edition = edition
    return found


def parties_without_delegation(edition: Edition) -> QuerySet[Party]:
    """The parties of the case that have no delegation in `edition` yet."""
    return edition.dialogue.case.parties.exclude(delegations__edition=edition)


def parties_with_attendance(edition: Edition) -> list[tuple[Party, PartyAttendance | None]]:
    """Each party in the fixed order with where it stands on coming, if that was recorded."""
    known = {row.party_id: row for row in edition.party_attendance.all()}
    return [(party, known.get(party.pk)) for party in edition.dialogue.case.parties.all()]


def all_consent(edition: Edition) -> bool:
    """Whether every party consents to the party view now; one withdrawal hides it for all."""
    given = PartyConsent.objects.filter(delegation__edition=edition, withdrawn_on=None).count()
    return 0 < given == edition.delegations.count()


def reissues_seen_by_all(edition: Edition) -> list[Reissue]:
    """The reissues that every party is shown."""
    q = Reissue.objects.filter(delegation__edition=edition).exclude(approved_on=None)
    return list(q.select_related("delegation"))


def delegation_names(dialogue: Dialogue, language: str) -> dict[str, str]:
    """Delegation, under the key that results know it by -> its name, over all editions of `dialogue`."""
    q = Delegation.objects.filter(edition__dialogue=dialogue)
    return {str(delegation.pk): delegation.name_in(language) for delegation in q}

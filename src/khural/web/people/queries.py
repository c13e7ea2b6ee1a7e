"""Reads of delegations and people."""

from __future__ import annotations

from khural.web.cases.models import Edition
from khural.web.people.models import Delegation, PartyConsent, Reissue


def delegations_of(edition: Edition) -> list[Delegation]:
    """The delegations in the dialogue's fixed order."""
    return list(edition.delegations.select_related("party", "consent"))


def all_consent(edition: Edition) -> bool:
    """Whether every party consents to the party view now; one withdrawal hides it for all."""
    given = PartyConsent.objects.filter(delegation__edition=edition, withdrawn_on=None).count()
    return 0 < given == edition.delegations.count()


def reissues_seen_by_all(edition: Edition) -> list[Reissue]:
    """The reissues that every party is shown."""
    q = Reissue.objects.filter(delegation__edition=edition).exclude(approved_on=None)
    return list(q.select_related("delegation"))

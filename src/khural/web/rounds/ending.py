"""What the pages say around the end of a round: the deadline, what a step deletes, what the byte search found."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khural.web.people.models import Delegation
from khural.web.people.queries import all_consent
from khural.web.record.models import Entry
from khural.web.rounds.models import Phase, Round, StatementState
from khural.web.rounds.phases import KEEP_CLOSED
from khural.web.rounds.queries import missing_texts


def deadline(round_: Round) -> datetime | None:
    """When the ballots of a closed round are deleted, published or not."""
    return round_.closed_at + KEEP_CLOSED if round_.phase == Phase.CLOSED and round_.closed_at else None


def byte_search(round_: Round) -> dict[str, Any] | None:
    """When the raw bytes were searched for the deleted fingerprints, and how many were found (None: no file)."""
    if round_.phase != Phase.PUBLISHED or round_.published_at is None:
        return None
    q = Entry.objects.filter(
        dialogue=round_.edition.dialogue_id,
        verb="delete ballots",
        subject=round_.name,
        at__gte=round_.published_at.replace(microsecond=0),
    )
    entry = q.first()
    return {"at": entry.at, "found": entry.detail.get("still_in_bytes")} if entry else None


def opening(round_: Round) -> list[str]:
    """What opening the vote does, and what is not ready."""
    ready = round_.statements.filter(state=StatementState.READY).count()
    missing = sum(missing_texts(round_).values())
    without = list(
        Delegation.objects.filter(edition=round_.edition, sheets_printed_on=None).values_list("name", flat=True)
    )
    lines = [
        ngettext("%(n)d statement opens to vote.", "%(n)d statements open to vote.", ready) % {"n": ready},
        _("Their wordings and the seats of all delegations are fixed. Another wording needs another round."),
    ]
    if without:
        lines.append(_("Without sheets, and so without a vote: %(names)s.") % {"names": ", ".join(without)})
    if missing:
        lines.append(
            ngettext(
                "%(n)d translation is missing: delegates of that language read the source wording.",
                "%(n)d translations are missing: delegates of those languages read the source wording.",
                missing,
            )
            % {"n": missing}
        )
    return lines


def closing() -> list[str]:
    """What closing does."""
    return [
        _("From this moment no vote counts and none is acknowledged."),
        _("Ballots are kept for 24 hours at most, for the check of what may be shown and for a party to withdraw."),
        _("If nobody publishes within 24 hours, the ballots are deleted and the round ends without results."),
        _("Voting again is another round."),
    ]


def publishing(round_: Round) -> list[str]:
    """What publishing shows and deletes."""
    party_view = _("Every party has consented: where the rules permit, each is shown by itself, in three bands.")
    if not all_consent(round_.edition):
        party_view = _("Not every party has consented: only totals of all delegates are shown, no party by itself.")
    return [
        _("The results are computed, checked for what they could reveal, and shown to delegates and staff."),
        party_view,
        _("Totals are rounded to five; what could prove a vote is withheld."),
        _("Then every ballot and offered statement of this round, and the fingerprints that led to them, are deleted."),
        _("The raw bytes of the ballot file are searched for them, and you are shown what was found."),
        _("The results are final: they cannot be changed, computed again or taken back."),
    ]

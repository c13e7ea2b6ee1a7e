"""Writing delegations, sheets, consent and attendance."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from khural.web.ballots import store
from khural.web.cases.models import Edition, Party
from khural.web.people.models import Delegation, PartyAttendance, PartyConsent, Reissue
from khural.web.record.actions import note
from khural.web.refusals import Refused
from khural.web.rounds.models import TABLE_KINDS, Phase


@transaction.atomic
def add_delegation(
    edition: Edition,
    *,
    name: str,
    seats: int,
    party: Party | None,
    by: User | None,
    names: dict[str, str] | None = None,
) -> Delegation:
    """Add a delegation with its seats at the end of the fixed order."""
    _refuse_while_voting(edition)
    if edition.is_rehearsal and party is not None:
        raise Refused(_("A rehearsal has numbered delegations, never a named state."))
    if edition.delegations.filter(name=name).exists():
        raise Refused(_("There is already a delegation of this name."))
    made = Delegation.objects.create(
        edition=edition, name=name, seats=seats, party=party, names=names or {}, order=edition.delegations.count()
    )
    note(edition.dialogue, "add delegation", made.name, by=by, seats=seats)
    return made


def add_numbered_delegation(edition: Edition, *, seats: int, by: User | None) -> Delegation:
    """Add the next of a rehearsal's numbered delegations, with its name in every language."""
    number = edition.delegations.count() + 1
    names = {}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            names[code] = _("Delegation %(n)d") % {"n": number}
    return add_delegation(edition, name=f"Delegation {number}", names=names, seats=seats, party=None, by=by)


def _refuse_while_voting(edition: Edition) -> None:
    if _is_voting(edition):
        raise Refused(_("Voting has started. Who votes can no longer change without a reissue."))


@transaction.atomic
def remove_delegation(delegation: Delegation, *, by: User) -> None:
    """Remove a delegation that has no sheets; adding it again undoes this."""
    if delegation.sheets_printed_on:
        raise Refused(_("The sheets of this delegation are printed, so it stays."))
    _refuse_while_voting(delegation.edition)
    note(delegation.edition.dialogue, "remove delegation", delegation.name, by=by)
    delegation.delete()


@transaction.atomic
def change_seats(delegation: Delegation, *, seats: int, by: User) -> None:
    """Change the seats of a delegation whose sheets are not printed yet."""
    if delegation.sheets_printed_on:
        raise Refused(_("The sheets of this delegation are printed, so its seats stay."))
    _refuse_while_voting(delegation.edition)
    delegation.seats = seats
    delegation.save(update_fields=["seats"])
    note(delegation.edition.dialogue, "change seats", delegation.name, by=by, seats=seats)


def print_sheets(delegation: Delegation, *, on: date, by: User | None) -> tuple[bytes, ...]:
    """Draw the tokens of a delegation, once. They are returned for printing and kept by nobody."""
    with transaction.atomic():
        locked = Delegation.objects.select_for_update().get(pk=delegation.pk)
        if locked.sheets_printed_on:
            raise Refused(_("These sheets were printed before and nobody kept them. A lost sheet needs a reissue."))
        _refuse_while_voting(locked.edition)
        locked.sheets_printed_on = on
        locked.save(update_fields=["sheets_printed_on"])
        note(locked.edition.dialogue, "print sheets", locked.name, by=by, sheets=locked.seats)
        tokens = store.issue(locked.edition_id, locked.pk, locked.seats, bytes(locked.edition.token_salt))
    delegation.refresh_from_db()
    return tokens


def _is_voting(edition: Edition) -> bool:
    return edition.rounds.filter(kind__in=TABLE_KINDS, phase__in=(Phase.VOTING, Phase.CLOSED)).exists()


@transaction.atomic
def request_reissue(delegation: Delegation, *, reason: str, on: date, by: User) -> Reissue:
    """The first of two persons asks to draw a whole delegation's sheets anew."""
    if not delegation.sheets_printed_on:
        raise Refused(_("This delegation has no sheets yet. Print them."))
    if delegation.reissues.filter(approved_on=None).exists():
        raise Refused(_("A reissue of this delegation already waits for approval."))
    note(delegation.edition.dialogue, "request a reissue", delegation.name, by=by, reason=reason)
    return Reissue.objects.create(delegation=delegation, reason=reason, requested_by=by, requested_on=on)


def approve_reissue(reissue: Reissue, *, on: date, by: User) -> tuple[bytes, ...]:
    """The second person approves: old sheets die, their ballots in open rounds go, fresh tokens are returned."""
    if reissue.requested_by == by:
        raise Refused(_("Two persons approve a reissue. Somebody else has to confirm this one."))
    delegation = reissue.delegation
    with transaction.atomic():
        locked = Reissue.objects.select_for_update().get(pk=reissue.pk)
        if locked.approved_on:
            raise Refused(_("This reissue was approved before. Its sheets were shown once."))
        if delegation.edition.rounds.filter(kind__in=TABLE_KINDS, phase=Phase.CLOSED).exists():
            raise Refused(_("A round is closed and not yet published: a reissue would take votes out of its result."))
        locked.approved_on = on
        locked.save(update_fields=["approved_on"])
        note(delegation.edition.dialogue, "approve a reissue", delegation.name, by=by)
        salt = bytes(delegation.edition.token_salt)
        return store.reissue(delegation.edition_id, delegation.pk, delegation.seats, salt)


@transaction.atomic
def record_consent(delegation: Delegation, *, told_by: str, on: date, by: User | None) -> None:
    """Record that a party consents to the party view: who told us, when."""
    PartyConsent.objects.update_or_create(
        delegation=delegation,
        defaults={"told_by": told_by, "given_on": on, "withdrawn_on": None, "withdrawn_told_by": ""},
    )
    note(delegation.edition.dialogue, "record consent", delegation.name, by=by)


@transaction.atomic
def withdraw_consent(delegation: Delegation, *, told_by: str, on: date, by: User) -> None:
    """Record a withdrawal. It hides the party view for all, and no page outside the staff says whose it was."""
    changed = PartyConsent.objects.filter(delegation=delegation, withdrawn_on=None).update(
        withdrawn_on=on, withdrawn_told_by=told_by
    )
    if not changed:
        raise Refused(_("There is no consent of this delegation to withdraw."))
    note(delegation.edition.dialogue, "withdraw consent", delegation.name, by=by)


@transaction.atomic
def record_attendance(edition: Edition, *, party: Party, state: str, told_by: str, by: User) -> None:
    """Record where a party stands on coming, and who told us."""
    PartyAttendance.objects.update_or_create(
        edition=edition, party=party, defaults={"state": state, "told_by": told_by}
    )
    note(edition.dialogue, "record attendance", f"{edition.name}: {party.name}", by=by, state=state)

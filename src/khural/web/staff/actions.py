"""Bringing people in: invitations, accounts, roles; and letting them go."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.translation import gettext as _

from khural.web.cases.models import Dialogue
from khural.web.record.actions import forget, note
from khural.web.record.words import RENEWED
from khural.web.refusals import Refused
from khural.web.staff.models import Invitation, Membership, Role

VALID_FOR = timedelta(days=14)


def fingerprint(code: str) -> str:
    """What is stored of an invitation's code. 128 random bits need no slow hash."""
    return hashlib.sha256("".join(code.split()).encode()).hexdigest()


@transaction.atomic
def invite(dialogue: Dialogue, *, role: str, today: date, by: User) -> str:
    """Make an invitation and return its code, which is shown once."""
    code = secrets.token_urlsafe(16)
    Invitation.objects.create(fingerprint=fingerprint(code), dialogue=dialogue, role=role, expires_on=today + VALID_FOR)
    note(dialogue, "invite staff", role, by=by)
    return code


@dataclass(frozen=True)
class NewAccount:
    """What an invited person chose."""

    username: str
    password: str
    first_name: str = ""
    last_name: str = ""


@transaction.atomic
def accept(code: str, *, today: date, account: NewAccount | None = None, user: User | None = None) -> User:
    """Use up an invitation, for a fresh account or for somebody who has one. Raises Refused for a code not valid."""
    invitation = (
        Invitation.objects.select_for_update()
        .filter(fingerprint=fingerprint(code), used=False, expires_on__gte=today)
        .first()
    )
    if invitation is None or invitation.dialogue is None:
        raise Refused(_("This invitation is not valid: it was used, has expired, or was mistyped. Ask for another."))
    if user is None:
        assert account is not None
        user = _create(account)
    invitation.used = True
    invitation.save(update_fields=["used"])
    Membership.objects.get_or_create(user=user, dialogue=invitation.dialogue, role=invitation.role)
    note(invitation.dialogue, "join staff", invitation.role, by=user)
    return user


def _create(account: NewAccount) -> User:
    if User.objects.filter(username__iexact=account.username).exists():
        raise Refused(_("There is already an account of this name. Choose another."))
    return User.objects.create_user(
        account.username, password=account.password, first_name=account.first_name, last_name=account.last_name
    )


@transaction.atomic
def end_membership(membership: Membership, *, by: User) -> None:
    """Take a role away. The last secretary of a dialogue stays."""
    same = Membership.objects.filter(dialogue=membership.dialogue, role=membership.role)
    if membership.role == "secretary" and same.count() == 1:
        raise Refused(_("A dialogue needs a secretary. Invite another one first."))
    note(membership.dialogue, "end membership", membership.role, by=by)
    membership.delete()


@transaction.atomic
def renew_second_factor(user: User, secret: str) -> list[str]:
    """Put an app with `secret` in place of every second factor of `user`, and return the recovery codes.

    Whoever is signed in as `user` is signed out. Every dialogue that `user` works on has it in its record.
    """
    Authenticator.objects.filter(user=user).delete()
    signed_in = [each.pk for each in Session.objects.iterator() if _is_of(each, user)]
    Session.objects.filter(pk__in=signed_in).delete()
    TOTP.activate(user, secret)
    codes = list(RecoveryCodes.activate(user).get_unused_codes())
    for dialogue in Dialogue.objects.filter(memberships__user=user).distinct():
        note(dialogue, RENEWED, "", by=user)
    return codes


def _is_of(session: Session, user: User) -> bool:
    return str(session.get_decoded().get("_auth_user_id")) == str(user.pk)


def works_alone_on(username: str) -> list[str]:
    """The dialogues of which this account is the only secretary."""
    mine = Dialogue.objects.filter(memberships__user__username=username, memberships__role=Role.SECRETARY).distinct()
    return [dialogue.name for dialogue in mine if dialogue.memberships.filter(role=Role.SECRETARY).count() == 1]


@transaction.atomic
def erase_name(username: str) -> bool:
    """Delete the account of that name and the name from every record; the acts stay. False where nobody has it."""
    named = forget(username)
    deleted, _rows = User.objects.filter(username=username).delete()
    return named or deleted > 0

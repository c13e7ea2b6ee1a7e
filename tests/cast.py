"""The fixed cast of the web tests: one dialogue, its staff, three delegations and two delegates everybody remembers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import User

from khural.web.cases.models import Basket, Case, Dialogue, Edition, Party
from khural.web.people import actions as people
from khural.web.people.models import Delegation
from khural.web.rounds import actions, phases
from khural.web.rounds.models import Round
from khural.web.staff.models import Membership, Role

DAY = date(2026, 6, 4)
PASSWORD = "a long enough password"
SIZES = (5, 6, 7)


@dataclass(frozen=True)
class Cast:
    """Everybody and everything a web test needs. `tokens`: delegation number -> its sheets' tokens."""

    case: Case
    dialogue: Dialogue
    edition: Edition
    round: Round
    delegations: tuple[Delegation, ...]
    tokens: tuple[tuple[bytes, ...], ...]
    secretary: User
    mediator: User
    interpreter: User
    observer: User
    press: User
    outsider: User


def assemble(*, rehearsal: bool = True, statements: int = 4) -> Cast:
    """A round in preparation whose sheets are printed: delegations of 5, 6 and 7 seats, statements in one basket."""
    case = Case.objects.create(slug="lake", name="The Lake", summary="Two shores and one lake.")
    dialogue = Dialogue.objects.create(case=case, slug="lake-dialogue", name="Lake Dialogue", host="Nordia")
    staff = {role: _user(role, dialogue) for role in ("secretary", "mediator", "interpreter", "observer", "press")}
    for order, name in enumerate(("Eastshore", "Westshore")):
        Party.objects.create(case=case, code=name.lower(), name=name, order=order)
    basket = Basket.objects.create(dialogue=dialogue, key="water", name="Water")
    edition = Edition.objects.create(
        dialogue=dialogue, slug="first", name="First edition", year=2026, number=1, is_rehearsal=rehearsal
    )
    by = staff["secretary"]
    delegations = tuple(
        people.add_delegation(edition, name=f"Delegation {n}", seats=seats, party=None, by=by)
        for n, seats in enumerate(SIZES, start=1)
    )
    tokens = tuple(people.print_sheets(delegation, on=DAY, by=by) for delegation in delegations)
    round_ = actions.create_round(edition, name="Round 1", source_language="en", languages=["en", "ko"], by=by)
    texts = [f"The gauge at pier {n} should be read every day." for n in range(1, statements + 1)]
    actions.add_statements(round_, texts=texts, language="en", basket=basket, by=by)
    outsider = User.objects.create_user("outsider", password=PASSWORD)
    return Cast(case, dialogue, edition, round_, delegations, tokens, **staff, outsider=outsider)


def _user(role: str, dialogue: Dialogue) -> User:
    user = User.objects.create_user(role, password=PASSWORD)
    Membership.objects.create(user=user, dialogue=dialogue, role=Role(role))
    return user


def open_round(cast: Cast) -> Round:
    """The cast's round with every statement open to vote."""
    phases.start_voting(cast.round, by=cast.secretary)
    cast.round.refresh_from_db()
    return cast.round

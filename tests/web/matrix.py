"""Every address and every role: what each gets. The kept table is matrix.csv; a page without a line fails."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from khural.web.ballots.square import offers as open_offers
from khural.web.cases.models import Case, Dialogue, Edition, Party
from khural.web.change.models import Aim
from khural.web.coordination import actions as moderation
from khural.web.findings.publication import publish_round
from khural.web.inputs import actions as inputs
from khural.web.people import actions as people
from khural.web.people.models import PartyAttendance
from khural.web.rounds import actions, phases
from khural.web.rounds.models import Round
from khural.web.square.actions import print_codes
from khural.web.staff.models import Membership, Role
from tests.cast import DAY, Cast
from tests.square import Square, open_square
from tests.voters import enter

TABLE = Path(__file__).with_name("matrix.csv")
STAFF = tuple(role.value for role in Role)
ROLES = ("visitor", "outsider", "delegate", *STAFF)
PHASES = ("early", "now", "closed", "past")


@dataclass(frozen=True)
class Address:
    """A named address and the names of its parameters."""

    name: str
    parameters: tuple[str, ...]


def addresses() -> list[Address]:
    """Every named address of a server installation."""
    return sorted(set(_walk(get_resolver("khural.web.urls"), ())), key=lambda address: address.name)


def _walk(resolver: URLResolver, before: tuple[str, ...]) -> Iterator[Address]:
    for entry in resolver.url_patterns:
        parameters = (*before, *entry.pattern.converters)
        if isinstance(entry, URLResolver):
            yield from _walk(entry, parameters)
        elif isinstance(entry, URLPattern):
            yield Address(str(entry.name), parameters)


@dataclass(frozen=True)
class World:
    """The cast's dialogue with a round in three phases, a member for every role, and a second dialogue."""

    cast: Cast
    users: dict[str, User]
    rounds: dict[str, Round]
    other: Edition
    other_round: Round
    square: Square

    def arguments(self, address: Address, phase: str) -> dict[str, object]:
        """What fills the parameters of an address for the cast's own things."""
        known: dict[str, object] = {
            "case": self.cast.case.slug,
            "edition": self.cast.edition.slug,
            "round": self.rounds[phase].slug,
            "round_": self.rounds[phase].slug,
            "slug": self.rounds[phase].slug,
            "party": "eastshore",
            "basket": "water",
            "delegation": self.cast.delegations[0].pk,
            "number": 1,
            "language": "ko",
            "membership": Membership.objects.get(user=self.users["press"]).pk,
            "pk": 1,
            "square": self.square.consultation.slug,
            "key": self.square.link.key,
            "link": self.square.link.pk,
            "batch": self.square.consultation.batches.get().pk,
            "decision": self.square.consultation.decisions.get().pk,
            "handed": self.cast.edition.inputs.get().pk,
            "offer": min(one.key for one in open_offers.shown(self.square.consultation.round_id)),
            "act": self.cast.case.acts.get().pk,
            "aim": Aim.objects.get(dialogue=self.cast.dialogue).pk,
            "state": "mng",
            "tie": self.cast.case.entered_ties.get().pk,
            "asset": self.cast.case.entered_assets.get().pk,
        }
        return {name: known[name] for name in address.parameters}

    def foreign(self, address: Address) -> dict[str, object]:
        """The same for a dialogue in which nobody of the cast works."""
        own = self.arguments(address, "now")
        theirs: dict[str, object] = {
            "case": self.other.dialogue.case.slug,
            "edition": self.other.slug,
            "round": self.other_round.slug,
            "round_": self.other_round.slug,
        }
        return own | {name: value for name, value in theirs.items() if name in own}


def build(cast: Cast) -> World:
    """Give every role a person, the cast's edition three rounds, and the world a second dialogue."""
    users = {"outsider": cast.outsider}
    for role in STAFF:
        user, _ = User.objects.get_or_create(username=role)
        Membership.objects.get_or_create(user=user, dialogue=cast.dialogue, role=role)
        users[role] = user
    more = [_round(cast.edition, f"Round {n}", cast.secretary) for n in (2, 3, 4)]
    past, closed, now, early = cast.round, *more
    for round_ in (past, closed, now):
        phases.start_voting(round_, by=cast.secretary)
    for round_ in (past, closed):
        phases.close_round(round_, by=cast.secretary)
    publish_round(past, by=cast.secretary)
    people.request_reissue(cast.delegations[0], reason="A sheet was lost.", on=DAY, by=cast.secretary)
    PartyAttendance.objects.create(edition=cast.edition, party=cast.case.parties.all()[0])
    _act_and_aim(cast)
    _find(cast)
    other = _other_edition()
    other_round = _round(other, "Their round", cast.outsider)
    square = _square(cast)
    return World(cast, users, {"early": early, "now": now, "closed": closed, "past": past}, other, other_round, square)


def _square(cast: Cast) -> Square:
    """A consultation with a batch of codes, three offers that wait, one decision, and a finding on the table."""
    square = open_square(cast)
    consultation, by = square.consultation, cast.secretary
    print_codes(consultation, label="A school", size=1, by=by)
    for n in range(3):
        text = f"The harbour needs {n} lamps."
        open_offers.offer(consultation.round_id, f"{n}" * 64, language="en", text=text, still_open=lambda: True)
    moderation.hide(consultation, number=1, reason="It is a question, not a statement.", by=by)
    version = consultation.round.statements.get(number=1).version
    inputs.hand_over(cast.edition, findings={version: {}}, basket=None, note="", by=by)
    return square


def _round(edition: Edition, name: str, by: User) -> Round:
    made = actions.create_round(edition, name=name, source_language="en", languages=["en", "ko"], by=by)
    added = actions.add_statement(made, text=f"{name}: lamps should be lit.", language="en", basket=None, by=by)
    actions.translate(
        added.version, language="ko", text="등을 켜야 한다.", translated_by="An interpreter", revision=0, by=by
    )
    return made


def _act_and_aim(cast: Cast) -> None:
    page = "https://lake.example/1"
    cast.case.acts.create(actors=["EASTSHORE"], kind="event.summit", start="2025", source="Lake News", source_url=page)
    fields = {"words": "They talk", "measure": "trust_survey", "direction": "rise", "read_on": DAY}
    Aim.objects.create(dialogue=cast.dialogue, basis={"code": "no_instrument"}, **fields)


def _find(cast: Cast) -> None:
    """Two states as parties, so that there is a ranking, and something entered by hand beside it."""
    page = {"source": "Lake News", "source_url": "https://lake.example/1"}
    east, west = cast.case.parties.order_by("order")
    for party, state in ((east, "IND"), (west, "PAK")):
        Party.objects.filter(pk=party.pk).update(state=state)
    cast.case.entered_ties.create(
        candidate="Lake Commission",
        kind="organisation",
        party=east,
        cooperation=9,
        conflict=1,
        first="2010",
        last="2014",
        **page,
    )
    cast.case.entered_assets.create(state="MNG", kind="offers", what="A venue", as_of="2020", **page)


def _other_edition() -> Edition:
    case = Case.objects.create(slug="other", name="Another case")
    dialogue = Dialogue.objects.create(case=case, slug="other-dialogue", name="Another dialogue", host="Sudia")
    return Edition.objects.create(dialogue=dialogue, slug="theirs", name="Their edition", year=2026, is_rehearsal=True)


def client_of(world: World, role: str) -> Client:
    """A browser in which somebody of that role is at home."""
    client = Client()
    if role == "delegate":
        enter(world.cast.tokens[0][0], client)
    elif role != "visitor":
        client.force_login(world.users[role])
    return client


def status(client: Client, path: str) -> str:
    """What a reader gets there, or, where only forms lead, what an empty form gets. Nothing stays changed."""
    with transaction.atomic(), transaction.atomic(using="ballots"):
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
            code = f"post {answer.status_code}"
        else:
            code = str(answer.status_code)
        if answer.status_code == 302:
            code += " sign in" if "/accounts/login/" in answer["Location"] else ""
        transaction.set_rollback(True)
        transaction.set_rollback(True, using="ballots")
    return code


def rows(world: World) -> list[dict[str, str]]:
    """The table as the site answers now."""
    clients = {role: client_of(world, role) for role in ROLES}
    found = []
    for address in addresses():
        in_phases = PHASES if {"round", "round_", "slug"} & set(address.parameters) else ("now",)
        for phase in in_phases:
            path = reverse(address.name, kwargs=world.arguments(address, phase))
            statuses = {role: status(client, path) for role, client in clients.items()}
            shown = phase if len(in_phases) > 1 else ""
            found.append({"address": address.name, "round": shown, **statuses})
    return found


def kept() -> list[dict[str, str]]:
    """The table as it was reviewed."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(table: list[dict[str, str]]) -> None:
    """Keep a table: to be read line by line before it is committed."""
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["address", "round", *ROLES], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)

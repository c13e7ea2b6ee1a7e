"""Writing cases, dialogues, editions, parties; erasing a rehearsal."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from khural.web.ballots import store
from khural.web.ballots.square import store as square
from khural.web.cases.models import Basket, Case, Dialogue, Edition, EditionStatus, Party
from khural.web.drafts.actions import forget_under
from khural.web.record.actions import note
from khural.web.refusals import Refused
from khural.web.staff.models import Membership, Role


def free_slug(wanted: str, taken: set[str], fallback: str) -> str:
    """`wanted` as a slug (or `fallback` where no Latin letter is left), with a number behind it when taken."""
    slug = slugify(wanted)[:50] or fallback
    n, free = 2, slug
    while free in taken:
        free, n = f"{slug}-{n}", n + 1
    return free


@transaction.atomic
def create_case(*, name: str, summary: str, dialogue: str, host: str, track: str, rule: str, by: User) -> Dialogue:
    """Start a case with its first dialogue; whoever starts it is its secretary.

    Only the own cases are compared, so that nobody learns of those of others; a second click makes no second case.
    """
    if Case.objects.filter(name=name, dialogues__memberships__user=by).exists():
        raise Refused(_("There is already one of this name."))
    slug = free_slug(name, set(Case.objects.values_list("slug", flat=True)), "case")
    case = Case.objects.create(name=name, summary=summary, slug=slug)
    made = Dialogue.objects.create(
        case=case,
        name=dialogue,
        slug=free_slug(dialogue, set(), "dialogue"),
        host=host,
        track=track,
        attribution_rule=rule,
    )
    Membership.objects.create(user=by, dialogue=made, role=Role.SECRETARY)
    note(made, "create case", case.name, by=by)
    return made


@transaction.atomic
def change_case(dialogue: Dialogue, *, name: str, summary: str, names: dict[str, str], by: User) -> None:
    """Change the name, summary and names of a case; its address stays."""
    case = dialogue.case
    case.name, case.summary, case.names = name, summary, names
    case.save(update_fields=["name", "summary", "names"])
    note(dialogue, "change case", case.name, by=by)


@transaction.atomic
def add_party(dialogue: Dialogue, *, name: str, names: dict[str, str], role: str, by: User) -> Party:
    """Add a party or stakeholder; the fixed order is alphabetical by the name that the dialogue uses."""
    case = dialogue.case
    if case.parties.filter(name__iexact=name).exists():
        raise Refused(_("There is already a party of this name."))
    code = free_slug(name, set(case.parties.values_list("code", flat=True)), "party")[:12]
    made = Party.objects.create(case=case, code=code, name=name, names=names, role=role)
    put_in_order(case)
    note(dialogue, "add party", made.name, by=by)
    return made


@transaction.atomic
def change_party(dialogue: Dialogue, *, party: Party, name: str, names: dict[str, str], role: str, by: User) -> None:
    """Change how a party is called, and its role."""
    if dialogue.case.parties.filter(name__iexact=name).exclude(pk=party.pk).exists():
        raise Refused(_("There is already a party of this name."))
    party.name, party.names, party.role = name, names, role
    party.save(update_fields=["name", "names", "role"])
    put_in_order(dialogue.case)
    note(dialogue, "change party", party.name, by=by)


def put_in_order(case: Case) -> None:
    """Alphabetical by name, parties and stakeholders alike: the order never says who matters more."""
    for order, party in enumerate(sorted(case.parties.all(), key=lambda party: party.name.casefold())):
        Party.objects.filter(pk=party.pk).update(order=order)


@transaction.atomic
def remove_party(dialogue: Dialogue, *, party: Party, by: User) -> None:
    """Remove a party that no edition names yet."""
    if party.delegations.exists() or party.attendance.exists():
        raise Refused(_("Editions name this party, so it stays."))
    note(dialogue, "remove party", party.name, by=by)
    party.delete()


@transaction.atomic
def add_basket(dialogue: Dialogue, *, name: str, names: dict[str, str], by: User | None) -> Basket:
    """Add a basket at the end."""
    if dialogue.baskets.filter(name__iexact=name).exists():
        raise Refused(_("There is already a basket of this name."))
    key = free_slug(name, set(dialogue.baskets.values_list("key", flat=True)), "basket")[:40]
    made = Basket.objects.create(dialogue=dialogue, key=key, name=name, names=names, order=dialogue.baskets.count())
    note(dialogue, "add basket", made.name, by=by)
    return made


@transaction.atomic
def remove_basket(dialogue: Dialogue, *, basket: Basket, by: User) -> None:
    """Remove a basket that no statement lies in."""
    if basket.statements.exists():
        raise Refused(_("Statements lie in this basket, so it stays."))
    note(dialogue, "remove basket", basket.name, by=by)
    basket.delete()


@transaction.atomic
def change_edition(edition: Edition, *, by: User, **fields: object) -> None:
    """Change the name, dates, venue or state of an edition; its address stays."""
    if fields.get("issuing", edition.issuing) != edition.issuing and _has_sheets(edition):
        raise Refused(_("Sheets are printed already, so the way they are given out stays."))
    Edition.objects.filter(pk=edition.pk).update(**fields)
    edition.refresh_from_db()
    note(edition.dialogue, "change edition", edition.name, by=by)


def _has_sheets(edition: Edition) -> bool:
    return edition.delegations.exclude(sheets_printed_on=None).exists()


@transaction.atomic
def create_edition(dialogue: Dialogue, *, by: User | None, **fields: object) -> Edition:
    """Add an edition that is planned. `fields`: name, year, start, end, venue, track, is_rehearsal, issuing."""
    if dialogue.editions.filter(name=fields["name"]).exists():
        raise Refused(_("There is already one of this name."))
    q = Edition.objects.filter(dialogue__case=dialogue.case)
    slug = free_slug(str(fields["name"]), set(q.values_list("slug", flat=True)), "edition")
    made = Edition.objects.create(dialogue=dialogue, slug=slug, status=EditionStatus.PLANNED, **fields)
    note(dialogue, "create edition", made.name, by=by, rehearsal=made.is_rehearsal)
    return made


def erase_rehearsal(edition: Edition, *, by: User | None) -> store.Erasure:
    """Erase a rehearsal in one action: ballots, credentials, rounds, results, delegations, the edition itself."""
    if not edition.is_rehearsal:
        raise Refused(_("Only a rehearsal can be erased in one action."))
    rounds = list(edition.rounds.values_list("pk", flat=True))
    erased = store.delete_edition(edition.pk, rounds)
    square.delete_rounds(rounds)
    with transaction.atomic():
        note(edition.dialogue, "erase rehearsal", edition.name, by=by, still_in_bytes=erased.still_in_bytes)
        forget_under(f"/cases/{edition.dialogue.case.slug}/editions/{edition.slug}/")
        edition.delete()
    return erased

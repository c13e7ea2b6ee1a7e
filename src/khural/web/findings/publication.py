"""From ballots through the one gate to a stored `Published`; then the ballots go."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from khural.publishing import (
    ClosedPolicy,
    Published,
    PublishedTurnout,
    PublishError,
    RoundTally,
    publish,
    publish_turnout,
    restore,
    restore_turnout,
)
from khural.web.ballots import store
from khural.web.findings.models import Result, Turnout
from khural.web.people.models import Delegation, PartyConsent
from khural.web.people.queries import all_consent
from khural.web.record.actions import note
from khural.web.refusals import Refused
from khural.web.rounds.models import Phase, Round, StatementVersion
from khural.web.rounds.phases import delete_ballots
from khural.web.rounds.queries import open_versions


def tally_of(round_: Round) -> RoundTally:
    """The counts of a round's open statements, for the gate only."""
    seats = [(delegation.pk, delegation.seats) for delegation in round_.edition.delegations.all()]
    tally = store.count(round_.pk, round_.edition_id, round_.slot, seats)
    place = {str(version.pk): place for place, version in enumerate(open_versions(round_))}
    # An interrupted opening leaves rows of statements that never opened: nobody could vote on them.
    opened = [row for row in tally.statements if row.statement in place]
    return replace(tally, statements=tuple(sorted(opened, key=lambda row: place[row.statement])))


def policy_of(round_: Round) -> ClosedPolicy:
    """The party view with the consent of all; bands that this edition has already shown stay withheld."""
    return ClosedPolicy(party_view=all_consent(round_.edition), already_banded=frozenset(_already_banded(round_)))


def _already_banded(round_: Round) -> set[tuple[str, str]]:
    # By wording, not by number: the same sentence pasted into a second round is still the same question.
    shown: dict[str, set[str]] = {}
    for result in Result.objects.filter(round__edition=round_.edition).exclude(round=round_):
        for statement in restore(result.body).statements:
            parties = {cell.party for cell in statement.cells if cell.band is not None}
            shown.setdefault(_wording(int(statement.statement)), set()).update(parties)
    versions = StatementVersion.objects.filter(statement__round=round_)
    return {(party, str(version.pk)) for version in versions for party in shown.get(_wording(version.pk), ())}


def _wording(version_id: int) -> str:
    version = StatementVersion.objects.prefetch_related("texts").get(pk=version_id)
    return "".join(version.source_text.text.casefold().split())


def publish_round(round_: Round, *, by: User | None) -> store.Erasure:
    """Publish a closed round for good, then delete its ballots. An interrupted deletion is finished at next start."""
    with transaction.atomic():
        locked = Round.objects.select_for_update().get(pk=round_.pk)
        if locked.phase != Phase.CLOSED:
            raise Refused(_("The round has moved on meanwhile. Load the page again."))
        # A withdrawal that comes now waits until this is done, so that none is overtaken.
        list(PartyConsent.objects.select_for_update().filter(delegation__edition=locked.edition_id))
        published = _through_the_gate(locked)
        Result.objects.create(
            round=locked, body=published.to_json(), library_version=published.library_version, seed=published.seed
        )
        Turnout.objects.filter(round=locked).delete()
        locked.phase, locked.published_at = Phase.PUBLISHED, timezone.now()
        locked.save()
        note(locked.edition.dialogue, "publish round", locked.name, by=by)
    erased = delete_ballots(round_)
    round_.refresh_from_db()
    return erased


def _through_the_gate(round_: Round) -> Published:
    try:
        return publish(tally_of(round_), policy_of(round_))
    except PublishError as error:
        raise Refused(_("The check of what may be shown stopped this. Nothing was published or deleted.")) from error


def published(round_: Round) -> Published | None:
    """What was published of a round, or None."""
    result = Result.objects.filter(round=round_).first()
    return restore(result.body) if result else None


def turnout(round_: Round) -> PublishedTurnout:
    """How many have voted, as the gate lets it out: in batches, on the hour."""
    row = Turnout.objects.filter(round=round_).first()
    previous = restore_turnout(row.body) if row else None
    hour = int(timezone.now().timestamp() // 3600)
    seats = sum(Delegation.objects.filter(edition=round_.edition).values_list("seats", flat=True))
    if previous and previous.hour == hour:
        return previous
    fresh = publish_turnout(tally_of(round_).voters, seats, previous, hour)
    Turnout.objects.update_or_create(round=round_, defaults={"body": fresh.to_json()})
    return fresh

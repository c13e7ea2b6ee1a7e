"""Writing what staff enter beside the evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.translation import gettext as _

from khural.web.cases.models import Dialogue, Party
from khural.web.mediators.models import AssetEntry, TieEntry
from khural.web.mediators.question import label_of
from khural.web.record.actions import note
from khural.web.refusals import Refused


@transaction.atomic
def set_states(dialogue: Dialogue, *, states: Mapping[str, str], host: str, by: User) -> None:
    """Say which state each party is, by party code; "" for none. The host is no party."""
    if host and host in states.values():
        raise Refused(_("The host sits at the table as a party and cannot mediate."))
    for party in dialogue.case.parties.all():
        if party.code in states and party.state != states[party.code]:
            Party.objects.filter(pk=party.pk).update(state=states[party.code])
    dialogue.host_code = host
    dialogue.save(update_fields=["host_code"])
    note(dialogue, "set states", dialogue.case.name, by=by)


@transaction.atomic
def enter_tie(dialogue: Dialogue, *, by: User, party: Party, **fields: Any) -> TieEntry:
    """Add a tie. One candidate has one valid tie to a party: another one needs the first to be struck."""
    candidate = fields["candidate"]
    if candidate in {label_of(one) for one in dialogue.case.parties.all()}:
        raise Refused(_("This candidate sits at the table and cannot be its own mediator."))
    if dialogue.case.entered_ties.filter(candidate=candidate, party=party, struck_because="").exists():
        raise Refused(_("This tie is entered already. Strike the entry first."))
    made: TieEntry = dialogue.case.entered_ties.create(party=party, entered_by=by, **fields)
    note(dialogue, "enter tie", str(made), by=by, source=made.source_url)
    return made


@transaction.atomic
def enter_asset(dialogue: Dialogue, *, by: User, **fields: Any) -> AssetEntry:
    """Add an asset of a state, or what it stands to gain."""
    same = {name: fields[name] for name in ("state", "kind", "what", "as_of", "source_url")}
    if dialogue.case.entered_assets.filter(struck_because="", **same).exists():
        raise Refused(_("This asset is entered already, from the same page."))
    made: AssetEntry = dialogue.case.entered_assets.create(entered_by=by, **fields)
    note(dialogue, "enter asset", str(made), by=by, source=made.source_url)
    return made


@transaction.atomic
def strike_entry(dialogue: Dialogue, *, entry: TieEntry | AssetEntry, reason: str, by: User) -> None:
    """Strike an entry: it stays with the reason, and counts no longer."""
    if entry.struck_because:
        raise Refused(_("This entry is struck already."))
    entry.struck_because = reason
    entry.save(update_fields=["struck_because"])
    note(dialogue, "strike entry", str(entry), by=by, reason=reason)

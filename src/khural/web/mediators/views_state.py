"""The profile of a state: what it would bring as a host, and what it stands to gain."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khural.messages import Message
from khural.web.library.state_names import state_names
from khural.web.mediators import engine
from khural.web.mediators.asking import answered
from khural.web.mediators.claims import claims_about
from khural.web.mediators.models import AssetKind
from khural.web.mediators.profile_rows import (
    asset_groups,
    deed_rows,
    entered_row,
    held_deeds,
    kinds_without,
    network_of,
    standing_rows,
)
from khural.web.mediators.refusing import told
from khural.web.mediators.views import crumbs_of
from khural.web.mediators.why_rows import fact_rows
from khural.web.staff.allowed import may_in_dialogue


@require_safe
@told
def show_state(request: HttpRequest, case: str, state: str) -> HttpResponse:
    """Assets with date and risk, network, standing over time, record, interest, and the article's claims."""
    found = answered(request, case)
    code = state.upper()
    if code not in state_names():
        raise Http404
    names, profile = found.asking.names, engine.profile(found.ask, code)
    entries = list(found.asking.case.entered_assets.filter(state=code))
    groups = asset_groups(profile.assets, entries, names)
    ctx = {
        "case": found.asking.case,
        "code": code.lower(),
        "name": names.of(code),
        "query": found.asking.query,
        "is_candidate": code not in found.finding.table,
        "finding": found.finding,
        "groups": groups,
        "no_data": kinds_without(profile.no_data, groups),
        "network": network_of(profile.diversity, names),
        "sourced": fact_rows(code, [one for one in found.finding.table if one != code], names),
        "standing": standing_rows(profile.standing),
        "record": [*deed_rows(profile.record), *held_deeds(found.asking.case, code, found.ask.as_of)],
        "gain": names.told(Message("mediators.standing_gain")),
        "interests": [entered_row(entry) for entry in entries if entry.kind == AssetKind.INTEREST],
        "claims": claims_about(found.asking.case, code),
        "sources": found.finding.sources,
        "may": may_in_dialogue(request.user, found.asking.dialogue),
        "crumbs": crumbs_of(found.asking, _("Profile: %(state)s") % {"state": names.of(code)}),
    }
    return render(request, "mediators/state.html", ctx)

"""What was published of a round, for the delegates who voted in it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from khural.web.findings.presentation import rows
from khural.web.findings.publication import published
from khural.web.findings.queries import party_names, wordings
from khural.web.messages import translated
from khural.web.rounds.permissions import Verb
from khural.web.voting.requests import not_found, voter
from khural.web.voting.sessions import VoterSession
from khural.web.voting.views.ballots import round_for


@require_safe
@voter
def findings(request: HttpRequest, session: VoterSession, slug: str) -> HttpResponse:
    """The agreement table, in the published order; every value comes from the gate."""
    round_ = round_for(session, slug, Verb.SEE_FINDINGS)
    result = published(round_)
    if result is None:
        raise not_found()
    language = get_language() or "en"
    ctx = {
        "session": session,
        "round": round_,
        "rows": rows(result, wordings(result, language), party_names(round_.edition, language)),
        "notes": [translated(message) for message in result.messages],
        "turnout": translated(result.turnout.message),
    }
    return render(request, "voting/findings.html", ctx)

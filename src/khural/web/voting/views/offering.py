"""Offering statements to the secretariat."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from khural.web.ballots.offers import own_offers
from khural.web.refusals import Refused
from khural.web.rounds.models import Round
from khural.web.rounds.permissions import Verb
from khural.web.voting import actions
from khural.web.voting.forms import OfferForm
from khural.web.voting.requests import refusal, single, voter
from khural.web.voting.sessions import VoterSession
from khural.web.voting.views.ballots import round_for


@require_http_methods(["GET", "HEAD", "POST"])
@voter
def offers(request: HttpRequest, session: VoterSession, slug: str) -> HttpResponse:
    """One's own offers with what became of them, and the form for another one."""
    round_ = round_for(session, slug, Verb.OFFER_STATEMENT)
    language = get_language() or "en"
    form = OfferForm(request.POST or None, dialogue=round_.edition.dialogue, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            actions.offer_statement(session, round_, **form.cleaned_data, language=language)
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect("voter_offers", slug)
    return _page(request, session, round_, form, status=400 if request.method == "POST" else 200)


def _page(
    request: HttpRequest, session: VoterSession, round_: Round, form: OfferForm, *, status: int = 200
) -> HttpResponse:
    baskets = {basket.pk: basket for basket in round_.edition.dialogue.baskets.all()}
    mine = own_offers(round_.pk, session.author_hash(round_.slot))
    rows = [(offer, baskets.get(offer.basket_id or 0)) for offer in mine]
    ctx = {"session": session, "round": round_, "form": form, "rows": rows}
    return render(request, "voting/offers.html", ctx, status=status)


@require_POST
@voter
def take_back(request: HttpRequest, session: VoterSession, slug: str) -> HttpResponse:
    """Delete an own offer; with `again`, put its words back into the form."""
    round_ = round_for(session, slug, Verb.OFFER_STATEMENT)
    language, key = get_language() or "en", single(request, "key")
    old = next((o for o in own_offers(round_.pk, session.author_hash(round_.slot)) if o.key == key), None)
    form = OfferForm(dialogue=round_.edition.dialogue, language=language)
    try:
        actions.take_back_offer(session, round_, key=key)
    except Refused as refused:
        return refusal(request, str(refused.sentence), 409)
    if old is None or "again" not in request.POST:
        return redirect("voter_offers", slug)
    form.initial = {"text": old.text, "basket": old.basket_id}
    return _page(request, session, round_, form)

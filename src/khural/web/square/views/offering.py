"""Offering statements to the coordinator."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from khural.web.ballots.square.offers import own_offers
from khural.web.language import current_language
from khural.web.refusals import Refused
from khural.web.square import answering
from khural.web.square.forms import OpenOfferForm
from khural.web.square.participants import Participant
from khural.web.square.requests import joined, refusal
from khural.web.voting.requests import not_found, single


@require_http_methods(["GET", "HEAD", "POST"])
@joined
def offers(request: HttpRequest, participant: Participant) -> HttpResponse:
    """One's own offers with what became of them, and the form for another one."""
    if not participant.consultation.takes_offers:
        raise not_found()
    language = current_language()
    form = OpenOfferForm(request.POST or None, language=language)
    if request.method == "POST" and form.is_valid():
        try:
            answering.offer_statement(participant, text=form.cleaned_data["text"], language=language)
        except Refused as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return redirect("open_offers", participant.consultation.slug)
    return _page(request, participant, form, status=400 if request.method == "POST" else 200)


def _page(request: HttpRequest, participant: Participant, form: OpenOfferForm, *, status: int = 200) -> HttpResponse:
    consultation = participant.consultation
    ctx = {
        "consultation": consultation,
        "round": consultation.round,
        "participant": participant,
        "form": form,
        "rows": own_offers(consultation.round_id, participant.author_hash),
    }
    return render(request, "square/offers.html", ctx, status=status)


@require_POST
@joined
def take_back(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Delete an own offer; with `again`, put its words back into the form."""
    key = single(request, "key")
    own = own_offers(participant.consultation.round_id, participant.author_hash)
    old = next((one for one in own if one.key == key), None)
    try:
        answering.take_back_offer(participant, key=key)
    except Refused as refused:
        return refusal(request, participant.consultation, str(refused.sentence), 409)
    if old is None or "again" not in request.POST:
        return redirect("open_offers", participant.consultation.slug)
    form = OpenOfferForm(language=current_language())
    form.initial = {"text": old.text}
    return _page(request, participant, form)

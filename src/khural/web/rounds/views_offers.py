"""Statements that delegates offered: accept, return or reject, with a reason the author reads."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from khural.web.acting import accepted, actor, say
from khural.web.ballots import offers
from khural.web.crumbs import address, round_crumbs
from khural.web.rounds import actions
from khural.web.rounds.forms import DecisionForm
from khural.web.rounds.models import Round
from khural.web.rounds.permissions import Verb
from khural.web.staff.queries import round_for

SENTENCES = {
    offers.ACCEPTED: gettext_lazy("Accepted: the statement joins the round, and its author is forgotten."),
    offers.RETURNED: gettext_lazy("Returned: its author reads the reason and may offer it in other words."),
    offers.REJECTED: gettext_lazy("Rejected: its author is forgotten."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def decide_offers(request: HttpRequest, case: str, edition: str, round_: str) -> HttpResponse:
    """The offered statements, in an order drawn anew each time, each with its decision."""
    decided = round_for(request.user, case, edition, round_, Verb.DECIDE_OFFERS)
    form = DecisionForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid() and accepted(form, lambda: _decide(request, decided, form)):
        say(request, form, _said(form.cleaned_data["decision"]))
        return redirect("round_offers", case, edition, round_)
    baskets = {basket.pk: basket for basket in decided.edition.dialogue.baskets.all()}
    ctx: dict[str, Any] = {
        "round": decided,
        "address": address(decided),
        "offers": [
            (offer, baskets.get(offer.basket_id or 0), _form_of(offer.key, form)) for offer in offers.shown(decided.pk)
        ],
        "batch": offers.BATCH_AUTHORS,
        "form": form,
        "rehearsal": decided.is_rehearsal,
        "crumbs": round_crumbs(decided, _("Offered statements")),
    }
    status = 200 if form is None else 409 if form.non_field_errors() else 400
    return render(request, "rounds/offers.html", ctx, status=status)


def _decide(request: HttpRequest, round_: Round, form: DecisionForm) -> None:
    data = form.cleaned_data
    actions.decide_offer(round_, key=data["key"], state=data["decision"], reason=form.reason, by=actor(request))


def _said(decision: str) -> str:
    return str(SENTENCES[decision])


def _form_of(key: str, wrong: DecisionForm | None) -> DecisionForm:
    auto_id = f"id_{key[:8]}_%s"
    if wrong is not None and wrong.data.get("key") == key:
        wrong.auto_id = auto_id
        return wrong
    return DecisionForm(initial={"key": key}, auto_id=auto_id)

"""The rounds, one statement at a time, and one's own answers."""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from khural.web.rounds.models import Phase, Round
from khural.web.rounds.permissions import DELEGATE, Verb, can
from khural.web.voting import actions
from khural.web.voting.actions import Outcome
from khural.web.voting.queries import Answers, answers_of, cards, cards_ahead, edition_of, round_of, rounds_of
from khural.web.voting.requests import GIVEN, NUMBER, BadRequest, not_found, refusal, single, voter, wants_json
from khural.web.voting.sessions import VoterSession


def round_for(session: VoterSession, slug: str, verb: Verb | None = None) -> Round:
    """The round, if this voter may know of it and, with `verb`, act in it; else the same 404."""
    round_ = round_of(session, slug)
    if round_ is None or (verb and not can((DELEGATE,), verb, round_.phase)):
        raise not_found()
    return round_


@require_safe
@voter
def rounds(request: HttpRequest, session: VoterSession) -> HttpResponse:
    """Every round that has begun."""
    ctx = {"session": session, "edition": edition_of(session), "rounds": rounds_of(session)}
    return render(request, "voting/rounds.html", ctx)


@require_safe
@voter
def round_page(request: HttpRequest, session: VoterSession, slug: str) -> HttpResponse:
    """What can be done in the round now; while it is voted on, the next statement."""
    round_ = round_for(session, slug)
    ctx: dict[str, object] = {"session": session, "round": round_}
    if round_.phase != Phase.VOTING:
        return render(request, "voting/phase.html", ctx)
    given = answers_of(session, round_)
    again = _wanted(request, given)
    first = [again] if again else []
    ahead = cards_ahead([*first, *(v for v in given.open if v != again)], _language())
    current = ahead[0] if ahead else None
    ctx |= _progress(given)
    ctx |= {"card": current, "ahead": [asdict(card) for card in ahead[1:]]}
    answer = given.given[current.version] if current else None
    ctx |= {"is_agree": answer == 1, "is_disagree": answer == -1, "is_pass": answer == 0}
    ctx["back"] = given.before(current.version if current else None)
    return render(request, "voting/statement.html", ctx)


def _wanted(request: HttpRequest, given: Answers) -> int | None:
    """The statement that the list of own answers asked to see again."""
    asked = request.GET.get("statement", "")
    number = int(asked) if NUMBER.fullmatch(asked) else 0
    return number if number in given.given else None


def _language() -> str:
    return get_language() or "en"


def _progress(given: Answers) -> dict[str, object]:
    n, m = given.answered, len(given.order)
    line = ngettext("%(n)d of %(m)d answered", "%(n)d of %(m)d answered", m) % {"n": n, "m": m}
    return {"answered": n, "total": m, "progress": line}


@require_POST
@voter
def vote(request: HttpRequest, session: VoterSession, slug: str) -> HttpResponse:
    """Keep one answer. What is sent back is the same whichever answer was given."""
    round_ = round_for(session, slug)
    version, answer = single(request, "version"), single(request, "answer")
    if answer not in GIVEN or not NUMBER.fullmatch(version):
        raise BadRequest(_("This is not an answer. Nothing was changed."))
    outcome = actions.answer(session, round_, version=int(version), answer=GIVEN[answer])
    if outcome is Outcome.UNKNOWN:
        raise not_found()
    if outcome is Outcome.TOO_LATE:
        return refusal(request, _("The round is closed; this answer was not counted."), 409)
    if not wants_json(request):
        return redirect("voter_round", slug)
    given = answers_of(session, round_)
    ahead = [asdict(card) for card in cards_ahead(given.open, _language())]
    return JsonResponse({**_progress(given), "ahead": ahead})


@require_safe
@voter
def answers(request: HttpRequest, session: VoterSession, slug: str) -> HttpResponse:
    """One's own answers, behind a step of their own: somebody may be looking over the shoulder."""
    round_ = round_for(session, slug, Verb.SEE_OWN_VOTES)
    given = answers_of(session, round_)
    show = "show" in request.GET
    answered = [version for version in given.order if given.given[version] is not None]
    rows = [(card, given.given[card.version]) for card in cards(answered, _language())] if show else []
    ctx = {"session": session, "round": round_, "show": show, "rows": rows, "can_change": round_.phase == Phase.VOTING}
    return render(request, "voting/answers.html", ctx | _progress(given))

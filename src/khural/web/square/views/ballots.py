"""One statement at a time, and one's own answers."""

from __future__ import annotations

from dataclasses import asdict
from functools import lru_cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from khural.web.language import current_language
from khural.web.square import answering
from khural.web.square.participants import Participant
from khural.web.square.queries import Answers, answers_of, cards, recent_answers, upcoming
from khural.web.square.requests import joined, quickly, refusal
from khural.web.voting.queries import AHEAD, Card, bearable
from khural.web.voting.requests import GIVEN, NUMBER, BadRequest, not_found, single, wants_json


@require_safe
@joined
def statement(request: HttpRequest, participant: Participant) -> HttpResponse:
    """The next statement; `?statement=` asks for one again, `?last=` says which answer can be undone."""
    consultation = participant.consultation
    ctx: dict[str, object] = {"consultation": consultation, "round": consultation.round, "participant": participant}
    if not consultation.is_open:
        return render(request, "square/over.html", ctx)
    answers = answers_of(participant)
    again = _asked(request, "statement", answers.open)
    ahead = bearable(cards(upcoming(participant, answers, [again] if again else [], AHEAD), current_language()))
    current = ahead[0] if ahead else None
    answer = answers.given.get(current.version) if current else None
    ctx |= _progress(answers)
    ctx |= {"card": current, "ahead": [asdict(card) for card in ahead[1:]]}
    ctx |= {"is_agree": answer == 1, "is_disagree": answer == -1, "is_pass": answer == 0}
    ctx["back"] = _asked(request, "last", answers.given)
    return render(request, "square/statement.html", ctx)


def _asked(request: HttpRequest, name: str, among: object) -> int | None:
    asked = request.GET.get(name, "")
    number = int(asked) if NUMBER.fullmatch(asked) else 0
    return number if number in among else None  # type: ignore[operator]  # a tuple or a dictionary


def _progress(answers: Answers) -> dict[str, object]:
    n, m = answers.answered, len(answers.open)
    line = ngettext("%(n)d of %(m)d answered", "%(n)d of %(m)d answered", m) % {"n": n, "m": m}
    return {"answered": n, "total": m, "progress": line}


def _vote(request: HttpRequest, participant: Participant) -> HttpResponse | None:
    """Keep one answer if it counts."""
    version, answer = single(request, "version"), single(request, "answer")
    if answer not in GIVEN or not NUMBER.fullmatch(version):
        raise BadRequest(_("This is not an answer. Nothing was changed."))
    given = answering.answer(participant, version=int(version), answer=GIVEN[answer])
    if given is None:
        return None
    if not wants_json(request):
        kept = "statement" if GIVEN[answer] is None else "last"
        return redirect(f"{reverse('open_statement', args=[participant.consultation.slug])}?{kept}={version}")
    now = recent_answers(participant, given)
    ahead = [_sent(card) for card in bearable(cards(upcoming(participant, now, [], AHEAD), current_language()))]
    return JsonResponse({**_progress(now), "ahead": ahead})


@lru_cache(maxsize=1024)
def _sent(card: Card) -> dict[str, object]:
    return asdict(card)


@require_POST
@quickly(_vote)
@joined
def vote(request: HttpRequest, participant: Participant) -> HttpResponse:
    """Keep one answer. What is sent back is the same whichever answer was given."""
    if kept := _vote(request, participant):
        return kept
    if int(single(request, "version")) not in answers_of(participant).open:
        raise not_found()
    sentence = _("The round is closed; this answer was not counted.")
    return refusal(request, participant.consultation, sentence, 409)


@require_safe
@joined
def answers(request: HttpRequest, participant: Participant) -> HttpResponse:
    """One's own answers, behind a step of their own: somebody may be looking over the shoulder."""
    consultation = participant.consultation
    own = answers_of(participant)
    show = "show" in request.GET
    answered = [version for version in own.open if version in own.given]
    rows = [(card, own.given[card.version]) for card in cards(answered, current_language())] if show else []
    ctx = {"consultation": consultation, "round": consultation.round, "participant": participant}
    ctx |= {"show": show, "rows": rows, "can_change": consultation.is_open}
    return render(request, "square/answers.html", ctx | _progress(own))

"""The first screen of the demonstration, its roles, its delegates and its story. No server has these addresses."""

from __future__ import annotations

from django.contrib.auth import login
from django.contrib.auth.models import User
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from khural import credentials
from khural.web.demo import envelopes, loader, places, story
from khural.web.demo.rehearsal import FREE
from khural.web.library.figures import default_names, headcount_figure, relations_figure
from khural.web.rounds.phase_bar import phase_bar
from khural.web.staff.models import Role
from khural.web.voting import sessions
from khural.web.voting.queries import place_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
SHEETS = "khural_sheets"


@require_safe
def first_screen(request: HttpRequest) -> HttpResponse:
    """Three questions, one strip of the Korean case, three doors; the roles after them."""
    names = default_names()
    round_ = places.current_round()
    ctx = {
        "case": places.case(),
        "round": round_,
        "phases": phase_bar(round_) if round_ else [],
        "ties": relations_figure(names, width=520),
        "heads": headcount_figure(names),
        "roles": [(role.value, role.label) for role in loader.ROLES],
        "delegates": sorted(FREE),
        "youth": places.youth_link(),
    }
    return render(request, "demo/first_screen.html", ctx)


def _sign_in(request: HttpRequest, role: str) -> None:
    user = User.objects.filter(username=loader.USERNAMES[Role(role)], is_active=True).first()
    if user is None:
        raise Http404
    login(request, user, backend=BACKEND)


@require_POST
def become(request: HttpRequest, role: str) -> HttpResponse:
    """Take on a role with one click."""
    if role not in loader.ROLES:
        raise Http404
    _sign_in(request, role)
    return redirect(places.home_of(role))


@require_POST
def own_case(request: HttpRequest) -> HttpResponse:
    """Start a case of one's own, as a secretary does."""
    _sign_in(request, Role.SECRETARY)
    return redirect("case_new")


@require_POST
def delegate(request: HttpRequest, number: int) -> HttpResponse:
    """Draw a sheet of a delegation and enter with it; the same browser gets the same sheet again."""
    if number not in FREE:
        raise Http404
    return enter_as_delegate(request, number)


def enter_as_delegate(request: HttpRequest, number: int) -> HttpResponse:
    """The voter's place of this browser's sheet, or the page that says that all sheets are taken."""
    drawn = _drawn(request)
    code = envelopes.look(number, drawn[number]) if number in drawn else None
    if code is None:
        taken = envelopes.take(number)
        if taken is None:
            return render(request, "demo/no_sheets.html", {"number": number}, status=409)
        drawn[number], code = taken
    session = place_of(credentials.decode(code))
    if session is None:
        return render(request, "demo/no_sheets.html", {"number": number}, status=409)
    response = redirect("voter_consent")
    sessions.begin(request, response, session)
    # Which sheet this browser holds lies in the browser alone: the databases must not know it.
    value = signing.dumps(sorted(drawn.items()), salt=SHEETS)
    response.set_cookie(SHEETS, value, path="/demo/", httponly=True, samesite="Lax")
    return response


def _drawn(request: HttpRequest) -> dict[int, int]:
    try:
        return dict(signing.loads(request.COOKIES.get(SHEETS, ""), salt=SHEETS))
    except signing.BadSignature:
        return {}


@require_safe
def story_overview(request: HttpRequest) -> HttpResponse:
    """All steps of the story."""
    ctx = {"steps": list(enumerate(story.STEPS, start=1)), "is_whole": bool(places.rounds())}
    return render(request, "demo/story.html", ctx)


@require_http_methods(["GET", "HEAD", "POST"])
def story_step(request: HttpRequest, number: int) -> HttpResponse:
    """What the step is about; its button takes on the role and opens the real page."""
    if not 1 <= number <= len(story.STEPS):
        raise Http404
    step = story.STEPS[number - 1]
    if request.method != "POST":
        ctx = {"number": number, "step": step, "of": len(story.STEPS), "is_whole": bool(places.rounds())}
        return render(request, "demo/step.html", ctx)
    if step.role:
        _sign_in(request, step.role)
    response = enter_as_delegate(request, min(FREE)) if step.is_delegate else redirect(step.goes_to())
    response.set_cookie(story.COOKIE, str(number), path="/", samesite="Lax", httponly=True)
    return response


@require_safe
def end_story(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    """Leave the story: the bar goes, and everything stays open to try."""
    response = redirect(f"{reverse('first_screen')}#roles")
    response.delete_cookie(story.COOKIE, path="/", samesite="Lax")
    return response


def nothing(request: HttpRequest, *_parts: str) -> HttpResponse:
    """The answer for pages of an account."""
    raise Http404(request.path)


@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest) -> HttpResponse:
    """Make the demonstration anew, once that is asked for twice. Everything that visitors made is gone."""
    if request.method != "POST":
        return render(request, "demo/reset.html")
    loader.reset()
    sessions.sessions.clear()
    response = redirect("first_screen")
    response.delete_cookie(SHEETS, path="/demo/", samesite="Lax")
    response.delete_cookie(story.COOKIE, path="/", samesite="Lax")
    return response

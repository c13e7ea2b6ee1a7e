"""The guided story: steps through real pages, one sentence each. A cookie says at which step this browser is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khural.web.demo import korea, places
from khural.web.staff.models import Role

COOKIE = "khural_story"
NOTED = "khural.story"


@dataclass(frozen=True)
class Step:
    """One step. `role` is taken on for it (None: none, or a delegate's); `goes_to` names the real page."""

    title: str | Promise
    guidance: str | Promise
    button: str | Promise
    role: str | None
    goes_to: Callable[[], str]
    is_delegate: bool = False


STEPS = (
    Step(
        _("A frozen case"),
        _("Two parties and four stakeholders: what ties the host has to each, and what is unknown."),
        _("Open the case as an observer"),
        Role.OBSERVER,
        lambda: reverse("case", args=[korea.SLUG]),
    ),
    Step(
        _("Whom would every party accept?"),
        _(
            "Candidates by their least cordial tie. Beside each rank: the ranks under other settings, and what is "
            "unknown."
        ),
        _("Open the ranking"),
        Role.MEDIATOR,
        lambda: reverse("mediators", args=[korea.SLUG]),
    ),
    Step(
        _("Who came, who is missing"),
        _("Ten editions: more people came, and one seat stayed empty. Unknown is drawn as unknown."),
        _("Open the editions"),
        Role.OBSERVER,
        lambda: reverse("dialogue", args=[korea.SLUG]),
    ),
    Step(
        _("Vote on a phone"),
        _("You drew a sealed sheet of Delegation 3. Read what is promised, then answer five statements or more."),
        _("Draw a sheet of Delegation 3"),
        None,
        lambda: reverse("voter_consent"),
        is_delegate=True,
    ),
    Step(
        _("Be the thief"),
        _("Here is the stolen database. Try to find the vote you just cast."),
        _("Steal the database"),
        None,
        lambda: reverse("demo_thief"),
    ),
    Step(
        _("Close and publish"),
        _("As the secretary, close the round, then publish. Ballots go; most cells stay withheld, and it says why."),
        _("Close the round as the secretary"),
        Role.SECRETARY,
        places.closing_page,
    ),
    Step(
        _("What changed"),
        _(
            "First the aims that were registered beforehand, then five constructs that are never summed. "
            "Cannot tell is an answer."
        ),
        _("What changed"),
        Role.OBSERVER,
        lambda: reverse("change", args=[korea.SLUG]),
    ),
)


@dataclass(frozen=True)
class Guide:
    """The bar above a page while the story is told."""

    template: str
    number: int
    of: int
    title: str
    guidance: str
    next_url: str


def guide(number: int) -> Guide:
    """The bar of step `number`, from 1."""
    step = STEPS[number - 1]
    next_url = reverse("demo_step", args=[number + 1]) if number < len(STEPS) else reverse("demo_story_end")
    return Guide("demo/guide.html", number, len(STEPS), str(step.title), str(step.guidance), next_url)


class StoryMiddleware:
    """Notes where in the story this browser is, before the voters' pages put every cookie but their own away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META[NOTED] = request.COOKIES.get(COOKIE, "")
        return self.get_response(request)


def story_context(request: HttpRequest) -> dict[str, object]:
    """`guide` for the frame of every page, when this browser is being told the story."""
    cookie = str(request.META.get(NOTED, ""))
    if not (cookie.isascii() and cookie.isdigit() and 1 <= int(cookie[:2]) <= len(STEPS)):
        return {}
    if request.path.startswith("/demo/story/") or request.path == "/":
        return {}
    return {"guide": guide(int(cookie[:2]))}

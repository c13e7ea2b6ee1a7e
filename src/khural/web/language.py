"""Which language a page is in. A voter's or participant's choice is kept apart from a staff member's."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

VOTER_PATH = "/v/"
VOTER_COOKIE = "khural_voter_language"
OPEN_PATH = "/open/"
# Places whose visitors are kept apart from staff pages, each with its own cookie for the language.
APART = {VOTER_PATH: VOTER_COOKIE, OPEN_PATH: "khural_open_language"}
YEAR = 365 * 24 * 60 * 60


# Django knows Mongolian by its English name only.
OWN_NAMES = {"mn": "Монгол"}


def own_name(code: str) -> str:
    """The name of a language in itself."""
    return OWN_NAMES.get(code) or str(translation.get_language_info(code)["name_local"])


def own_names() -> list[tuple[str, str]]:
    """(code, name in itself) of every language, in the order of the settings."""
    return [(code, own_name(code)) for code in codes()]


def codes() -> list[str]:
    """The language codes in the order of the settings."""
    return [code for code, _ in settings.LANGUAGES]


def current_language() -> str:
    """The language of the page that is being made."""
    return translation.get_language() or settings.LANGUAGE_CODE


def zone_of(moment: datetime) -> str:
    """The zone of a time in letters: what has a number only is said to be beside UTC."""
    name = moment.tzname() or ""
    return f"UTC{name}" if name.startswith(("+", "-")) else name


class LanguageMiddleware:
    """`?lang=` chooses and is remembered; else the cookie, else what the browser asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cookie, path = _place(request.path)
        chosen = request.GET.get("lang", "")
        language = next(
            (code for code in (chosen, request.COOKIES.get(cookie, "")) if code in codes()),
            "",
        ) or translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language
        response = self.get_response(request)
        if chosen in codes():
            response.set_cookie(
                cookie, chosen, max_age=YEAR, path=path, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
            )
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        response.headers.setdefault("Content-Language", language)
        return response


def apart(path: str) -> str | None:
    """The place of voters or of participants to which `path` belongs."""
    return next((place for place in APART if path.startswith(place)), None)


def _place(path: str) -> tuple[str, str]:
    place = apart(path)
    return (APART[place], place) if place else (settings.LANGUAGE_COOKIE_NAME, "/")


def language_context(request: HttpRequest) -> dict[str, object]:
    """What every page shows of its language, and whether this is the demonstration."""
    language = translation.get_language() or settings.LANGUAGE_CODE
    return {
        "languages": own_names(),
        "language": language,
        "unreviewed": language not in settings.REVIEWED_LANGUAGES,
        "demo": settings.DEMO,
        "path": request.path,
    }

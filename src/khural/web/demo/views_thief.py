"""Be the thief: take the files, look into the copy, try to find a vote; and where the protection ends."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from khural.web.demo import theft
from khural.web.demo.theft import Sheets, Stolen

ANSWERS = {"1": 1, "0": 0, "-1": -1}


@dataclass(frozen=True)
class Attempt:
    """What the thief learned about one delegation, with the answers known beforehand."""

    delegation: int
    sheets: int
    voted: int
    known: int
    left: int
    table: tuple[tuple[str, tuple[str, ...]], ...]
    uncovered: tuple[tuple[str, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
def thief(request: HttpRequest) -> HttpResponse:
    """Everything on this page is read from a copy that is made for this request and thrown away after it."""
    with theft.steal() as stolen:
        texts = theft.statements(stolen, get_language() or "en")
        delegations = theft.delegations(stolen)
        numbers = {str(one.number) for one in delegations}
        posted = {key: str(value) for key, value in request.POST.items()}
        if posted.get("delegation") not in numbers:
            posted = {}
        ctx = {
            "tables": theft.tables(stolen),
            "ballots": theft.first_ballots(stolen),
            "search": theft.search(stolen),
            "delegations": delegations,
            "statements": [(number, text, posted.get(f"v{number}", "")) for number, text in texts.items()],
            "chosen": int(posted["delegation"]) if posted else None,
            "attempt": _attempt(stolen, posted, texts) if posted else None,
            "answers": [("1", _("agree")), ("-1", _("disagree")), ("0", _("pass"))],
        }
    return render(request, "demo/thief.html", ctx)


def _attempt(stolen: Stolen, posted: Mapping[str, str], texts: Mapping[int, str]) -> Attempt:
    delegation = int(posted["delegation"])
    sheets = theft.sheets_of(stolen, delegation)
    given = {number: posted.get(f"v{number}", "") for number in texts}
    known = {number: ANSWERS[answer] for number, answer in given.items() if answer in ANSWERS}
    left = theft.matching(sheets, known)
    words = {1: _("agree"), -1: _("disagree"), 0: _("pass"), None: "–"}
    return Attempt(
        delegation=delegation,
        sheets=len(sheets),
        voted=sum(any(answer is not None for answer in answers.values()) for answers in sheets.values()),
        known=len(known),
        left=len(left),
        table=tuple(
            (text, tuple(words[sheet.get(number)] for sheet in sheets.values())) for number, text in texts.items()
        ),
        uncovered=_uncovered(left, known, texts, words) if len(left) == 1 and known else (),
    )


def _uncovered(
    left: Sheets, known: Mapping[int, int], texts: Mapping[int, str], words: Mapping[int | None, str]
) -> tuple[tuple[str, str], ...]:
    (answers,) = left.values()
    return tuple((texts[number], words[answer]) for number, answer in answers.items() if number not in known)


README = """This is a copy of the files of a Khural demonstration, as a thief would carry them away.
Delegations and votes in it are invented. They show no position of any state or person.

    sqlite3 ballots.sqlite3 "SELECT rowid, * FROM ballots_ballot LIMIT 20"
    sqlite3 ballots.sqlite3 ".schema"
    strings ballots.sqlite3 | less

Answers: 2 none, 3 disagree, 4 pass, 5 agree.
Sealed sheets are not in these files: they are on paper. Whoever has a sheet can find its ballots.
"""


@require_safe
def download(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    """Both files as they lie on the disk."""
    body = io.BytesIO()
    with theft.steal() as stolen, zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(stolen.ballots, "stolen/ballots.sqlite3")
        archive.write(stolen.main, "stolen/khural.sqlite3")
        archive.writestr("stolen/READ-ME.txt", README)
    headers = {"Content-Disposition": 'attachment; filename="stolen-demonstration.zip"'}
    return HttpResponse(body.getvalue(), content_type="application/zip", headers=headers)

"""The mediator's page: what was published of a round, on the page, on the wall, on paper and as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

import khural
from khural.figures import Figure, PartyLabel, StatementLabel, agreement
from khural.publishing import Published, to_csv
from khural.web.crumbs import Crumb, address, round_crumbs
from khural.web.findings import presentation, words
from khural.web.findings.presentation import Row
from khural.web.findings.publication import published
from khural.web.findings.queries import party_names, publication_number, wordings
from khural.web.messages import translated
from khural.web.rounds.models import Round
from khural.web.rounds.permissions import Verb, can
from khural.web.rounds.phase_bar import phase_bar
from khural.web.staff.queries import roles_of, round_for

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def _language() -> str:
    return get_language() or "en"


def _found(request: HttpRequest, case: str, edition: str, round: str) -> tuple[Round, Published]:  # noqa: A002 - URL
    """The round and its result, for somebody who may read it; else 404."""
    round_ = round_for(request.user, case, edition, round, Verb.SEE_FINDINGS)
    result = published(round_)
    if result is None:
        raise Http404
    return round_, result


def _etag(request: HttpRequest, case: str, edition: str, round: str) -> str:  # noqa: A002 - URL
    """Publication number and language: the same for every reader of that language, so it says nothing about ballots."""
    round_ = round_for(request.user, case, edition, round, Verb.SEE_FINDINGS)
    return quote_etag(f"{publication_number(round_)}-{_language()}-{khural.__version__}")


def revalidated(view: View[P]) -> View[P]:
    """Let the reader's browser keep the answer and ask whether it still holds."""

    def wrapped(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = condition(etag_func=_etag)(view)(request, *args, **kwargs)
        response["Cache-Control"] = "private, no-cache"
        return response

    return wrapped


@require_safe
def findings(request: HttpRequest, case: str, edition: str, round: str) -> HttpResponse:  # noqa: A002 - URL
    """The agreement table first, then the figure, what divides, what nobody answered, by basket, and why so little."""
    round_, result = _found(request, case, edition, round)
    table = _table(round_, result)
    ctx = _context(round_, result, table) | {
        "figure": _figure(round_, result, words.headline(table)),
        "divided": [row for row in table if row.is_divided],
        "unanswered": [row for row in table if row.is_unanswered],
        "opaque": [row for row in table if row.is_opaque and not row.is_unanswered],
        "baskets": presentation.by_basket(table),
        "counts": presentation.counts(table),
        "shown_cells": sum(len(row.published.shown) for row in table),
        "phases": phase_bar(round_),
        "crumbs": _crumbs(request, round_),
    }
    return render(request, "findings/findings.html", ctx)


def _crumbs(request: HttpRequest, round_: Round) -> list[Crumb]:
    """Readers who are not at the table have no page of the round to go back to."""
    crumbs = round_crumbs(round_, _("Findings"))
    if not can(roles_of(request.user, round_.edition.dialogue), Verb.SEE_ROUND, round_.phase):
        crumbs[-2] = (crumbs[-2][0], "")
    return crumbs


def _table(round_: Round, result: Published) -> tuple[Row, ...]:
    language = _language()
    return presentation.rows(result, wordings(result, language), party_names(round_.edition, language))


def _context(round_: Round, result: Published, table: tuple[Row, ...]) -> dict[str, object]:
    """What every view of a result shows."""
    return {
        "round": round_,
        "edition": round_.edition,
        "case": round_.edition.dialogue.case,
        "dialogue": round_.edition.dialogue,
        "published": result,
        "rows": table,
        "parties": [cell.party for cell in table[0].cells] if table else [],
        "headline": words.headline(table),
        "unreviewed_texts": any(not (row.wording.is_missing or row.wording.is_reviewed) for row in table),
        "turnout": translated(result.turnout.message),
        "notes": [translated(message) for message in result.messages],
        "is_rehearsal": round_.is_rehearsal,
        "address": address(round_),
    }


def _figure(round_: Round, result: Published, sentence: str) -> Figure | None:
    language = _language()
    texts = wordings(result, language)
    numbers = {line.statement: line.number for line in result.statements}
    statements = [
        StatementLabel(w.version, w.text, w.basket, w.language if w.is_missing else "")
        for w in sorted(texts.values(), key=lambda w: numbers[w.version])
    ]
    if len(statements) < len(result.statements):
        return None
    parties = [PartyLabel(p.party, p.name, p.short) for p in party_names(round_.edition, language)]
    figure_words = words.figure_words(sentence, invented=round_.is_rehearsal)
    return agreement(result, statements, parties, figure_words, "agreement")


@require_safe
@revalidated
def projector(request: HttpRequest, case: str, edition: str, round: str) -> HttpResponse:  # noqa: A002 - URL
    """The agreement table in large type, one statement after another."""
    round_, result = _found(request, case, edition, round)
    ctx = _context(round_, result, _table(round_, result))
    return render(request, "findings/projector.html", ctx)


@require_safe
@revalidated
def table_file(request: HttpRequest, case: str, edition: str, round: str) -> HttpResponse:  # noqa: A002 - URL
    """The agreement table as CSV: what the page shows, withheld where the page withholds."""
    round_, result = _found(request, case, edition, round)
    language = _language()
    notice = _("Rehearsal: delegations and votes are invented. They show no position of any state or person.")
    texts = words.csv_texts(result, wordings(result, language))
    names = party_names(round_.edition, language)
    said = words.csv_words(names, notice if round_.is_rehearsal else "")
    # The byte order mark is how spreadsheets recognise UTF-8.
    body = "\ufeff" + to_csv(result, texts, said, [name.party for name in names if name.party in result.parties])
    name = f"{round_.edition.dialogue.case.slug}-{round_.edition.slug}-{round_.slug}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": language}
    return HttpResponse(body, content_type="text/csv; charset=utf-8", headers=headers)

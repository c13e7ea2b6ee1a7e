"""The report on what changed as a document: the same parts as the page, in the same order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from khural.web.change.outside_lines import AnswerLine, ConstructLine, ResponseLine
from khural.web.change.presence import OpenPairLine, PairLine, PresenceLine, SideLine
from khural.web.change.presentation import AimLine
from khural.web.documents import Block, Bullets, Grid, Heading, Text
from khural.web.library.figures import FieldFigure


def report(ctx: dict[str, Any]) -> Iterator[Block]:
    """The blocks of the report, from what the page shows."""
    yield Text(
        _(
            "First the aims that were registered beforehand, then five constructs that are never summed. "
            "Cannot tell is an answer."
        )
    )
    yield _aims(ctx["aims"])
    yield _constructs(ctx["constructs"])
    yield Text(" ".join(ctx.get("reach", ())))
    yield Heading(_("Inside the dialogue"))
    yield Text(ctx["core"])
    yield from map(_table, ctx["figures"])
    yield _presence(ctx["presence"])
    yield _pairs(ctx["pairs"])
    yield _open_pairs(ctx["open_pairs"])
    if ctx["measured"]:
        yield from _outside(ctx)
    yield Bullets(_("How far to believe it"), tuple(ctx.get("notes", ())))


def _aims(lines: list[AimLine]) -> Grid:
    heads = (_("Registered aims"), _("Read by"), _("Smallest visible change"), _("Answer"))
    rows = tuple((line.aim.words, line.measure, line.smallest, _aim_answer(line)) for line in lines)
    return Grid(_("Registered aims"), heads, rows or ((_("No aim is registered."), "–", "–", "–"),))


def _aim_answer(line: AimLine) -> str:
    if line.answer:
        return "; ".join((line.answer, *line.reasons))
    return _("to be read on %(day)s") % {"day": date_format(line.aim.read_on)}


def _constructs(lines: list[ConstructLine]) -> Grid:
    heads = (_("Construct"), _("What can be said"), _("Why"))
    rows = tuple((line.name, _said(line.answer), " ".join(line.answer.reasons) or "–") for line in lines)
    return Grid(_("Five constructs"), heads, rows)


def _said(answer: AnswerLine) -> str:
    return f"{answer.verdict}; {answer.interval}" if answer.interval else answer.verdict


def _table(drawn: FieldFigure) -> Grid:
    table = drawn.figure.table
    return Grid(table.caption, table.header, table.texts())


def _presence(lines: list[PresenceLine]) -> Grid:
    heads = (_("Party"), _("Attended"), _("Stayed away"), _("Unknown"), _("Came back to the next edition"))
    rows = tuple(
        (line.party, str(line.presence.attended), str(line.presence.away), str(line.presence.unknown), line.returned)
        for line in lines
    )
    return Grid(_("Who came, and who came back"), heads, rows)


def _pairs(lines: list[PairLine]) -> Grid:
    heads = (_("Statement"), _("Then"), _("Now"))
    rows = tuple(
        (line.text, *(f"{side.edition}: {side.agree} / {side.disagree}" for side in line.sides)) for line in lines
    )
    return Grid(_("Common ground over time"), heads, rows)


def _open_pairs(lines: list[OpenPairLine]) -> Grid:
    heads = (_("Statement"), _("Then"), _("Now"), _("Difference"))
    rows = tuple((line.text, *(f"{name}: {share}" for name, share in line.sides), line.difference) for line in lines)
    return Grid(_("Open consultations"), heads, rows)


def _side(side: SideLine) -> str:
    return f"{side.edition}: {side.agree} / {side.disagree}"


def _outside(ctx: dict[str, Any]) -> Iterator[Block]:
    yield Heading(_("Outside: what the two sides did"))
    outcomes = tuple((line.act, line.date, line.outcome, _said(line.answer)) for line in ctx["outcomes"])
    yield Grid(_("Three outcomes, kept apart"), (_("After"), _("Date"), _("Outcome"), _("What can be said")), outcomes)
    states = tuple((line.span, line.index, line.mean, line.since) for line in ctx["states"])
    yield Grid(_("Frozen or moving?"), (_("Stretch"), _("Series"), _("Level"), _("Began")), states)
    yield Bullets(_("What went with carrots, sticks and talks"), tuple(map(_response, ctx["responses"])))


def _response(line: ResponseLine) -> str:
    return f"{line.title}: {_said(line.answer)}. {line.light_words}. {line.basis}"

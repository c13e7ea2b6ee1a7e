"""Published values of an open consultation in words and marks of the page's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.formats import number_format
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from khural.figures import DensityWords, Figure, density_map, share_mark
from khural.publishing.square import OpenCell, OpenRow, PublishedOpen
from khural.web.rounds.models import StatementState, StatementVersion

FIRM, HALF_FIRM = 90, 75
MOST_APART = 3


@dataclass(frozen=True)
class Wording:
    """The text of a statement as shown, and its language."""

    text: str
    language: str


@dataclass(frozen=True)
class Share:
    """One cell in words: "64 % (55 to 72)" and its mark, or why there is none."""

    agree: str
    disagree: str
    of: str
    mark: SafeString


@dataclass(frozen=True)
class ResultRow:
    """One statement of the agreement table."""

    number: int
    wording: Wording
    everybody: Share
    groups: tuple[tuple[str, Share], ...]


@dataclass(frozen=True)
class GroupWords:
    """One group: its name, about how many people, what sets it apart."""

    label: str
    about: str
    statements: tuple[Wording, ...]


def wordings(result: PublishedOpen, language: str) -> dict[str, Wording]:
    """Statement version -> its text in `language`, or as it was first written. What was withdrawn has none."""
    numbers = [int(row.statement) for row in result.statements]
    found = {}
    q = StatementVersion.objects.filter(pk__in=numbers, statement__state=StatementState.OPEN)
    for version in q.prefetch_related("texts"):
        best = version.best_text(language)
        found[str(version.pk)] = Wording(best.text, best.language)
    return found


def rows(result: PublishedOpen, texts: dict[str, Wording]) -> list[ResultRow]:
    """The agreement table in the published order."""
    labels = [group.label for group in result.groups]
    return [_row(row, labels, texts[row.statement]) for row in result.statements if row.statement in texts]


def _row(row: OpenRow, labels: list[str], wording: Wording) -> ResultRow:
    groups = tuple((label, _share(cell)) for label, cell in zip(labels, row.groups, strict=True))
    return ResultRow(row.number, wording, _share(row.everybody), groups)


def _share(cell: OpenCell) -> Share:
    agree, disagree = cell.agree_range, cell.disagree_range
    if cell.agree_percent is None or cell.disagree_percent is None or agree is None or disagree is None:
        said = _("too few answers") if cell.reason == "too_few" else _("withheld")
        return Share(said, said, "", SafeString(""))
    # The mark is made of numbers and fixed words only.
    mark = mark_safe(share_mark(cell.agree_percent, *agree))  # noqa: S308 - see above
    about = _("about %(n)s") % {"n": _grouped(cell.of or 0)}
    return Share(_percent(cell.agree_percent, agree), _percent(cell.disagree_percent, disagree), about, mark)


def _percent(percent: int, ends: tuple[int, int]) -> str:
    return _tied(_("%(n)d %% (%(low)d to %(high)d)") % {"n": percent, "low": ends[0], "high": ends[1]})


def _tied(text: str) -> str:
    """The text with no line end between a number and its percent sign."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def took_part(result: PublishedOpen) -> str:
    """How many people took part, as far as it may be said."""
    if result.about is None:
        return _("Fewer than %(n)d people have taken part.") % {"n": result.floor}
    return _("About %(n)s people have taken part.") % {"n": _grouped(result.about)}


def _grouped(n: int) -> str:
    return str(number_format(n, force_grouping=True))


def as_of(result: PublishedOpen) -> datetime:
    """The minute the batch belongs to."""
    return datetime.fromtimestamp(60 * result.minute, tz=UTC)


def groups(result: PublishedOpen, texts: dict[str, Wording]) -> list[GroupWords]:
    """The groups with what sets them apart."""
    return [
        GroupWords(
            group.label,
            _("about %(n)d people") % {"n": group.about},
            tuple(texts[name] for name in _apart(result, place, texts)),
        )
        for place, group in enumerate(result.groups)
    ]


def _apart(result: PublishedOpen, place: int, texts: dict[str, Wording]) -> list[str]:
    """What this group agrees with more than any other does, beyond both ranges, most first: from what is shown."""
    gaps = []
    # What was withdrawn keeps its row and takes no place.
    for row in (row for row in result.statements if row.statement in texts):
        ranges = [cell.agree_range for cell in row.groups]
        own, others = ranges[place], ranges[:place] + ranges[place + 1 :]
        highest = max((one[1] if one else 100 for one in others), default=100)
        if own is not None and own[0] > highest:
            gaps.append((own[0] - highest, row.statement))
    return [name for _, name in sorted(gaps, key=lambda one: -one[0])[:MOST_APART]]


def structure_sentence(result: PublishedOpen) -> str:
    """Whether there are groups, and if not, what there is instead."""
    if result.groups:
        n = len(result.groups)
        return ngettext("Opinions fall into %(n)d group.", "Opinions fall into %(n)d groups.", n) % {"n": n}
    if result.has_line:
        return _("No clear groups: opinions spread along a line.")
    if result.about is None:
        return _("Too few people have answered to look for groups.")
    return _("No clear groups, and no line along which opinions spread.")


def stability_sentence(result: PublishedOpen) -> str:
    """How firmly the groups stand, in words and in figures."""
    if result.stability is None:
        return ""
    figure = {"n": result.stability}
    if result.stability >= FIRM:
        return _("These groups would survive if one in fifty votes were lost (agreement %(n)d of 100).") % figure
    if result.stability >= HALF_FIRM:
        return (
            _("These groups would largely survive if one in fifty votes were lost (agreement %(n)d of 100).") % figure
        )
    return _("These groups would not survive if one in fifty votes were lost (agreement %(n)d of 100).") % figure


def held(steps: Iterable[tuple[str, int]], texts: dict[str, Wording]) -> list[tuple[Wording, str]]:
    """Statements that hold across the line, with the least share anywhere along it."""
    return [(texts[name], _tied(_("at least %(n)d %%") % {"n": percent})) for name, percent in steps if name in texts]


def map_figure(result: PublishedOpen, texts: dict[str, Wording], own: tuple[int, int] | None = None) -> Figure | None:
    """The opinion map with the table beside it; None where there is none."""
    if result.map is None:
        return None
    ends = [[texts[name].text for name in end if name in texts] for end in result.map.ends]
    sides = (
        _("Left: people who agree with %(texts)s"),
        _("Right: people who agree with %(texts)s"),
        _("Bottom: people who agree with %(texts)s"),
        _("Top: people who agree with %(texts)s"),
    )
    words = DensityWords(
        title=_("Opinion map"),
        sentence=_("People who answered alike stand near each other. Darker fields hold more people."),
        row=_("row %(n)d"),
        column=_("column %(n)d"),
        about=_("about %(n)d people"),
        few=_("fewer than 10"),
        here=_("you are here"),
        notes=tuple(
            side % {"texts": " · ".join(_("“%(text)s”") % {"text": one} for one in end)}
            for side, end in zip(sides, ends, strict=True)
            if end
        ),
    )
    return density_map(result.map.fields, words, "map", own)

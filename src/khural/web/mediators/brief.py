"""One page on one candidate: the same parts as a page to print and as a document to edit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khural.web.documents import Block, Bullets, Grid, Text
from khural.web.mediators.drawing import headline
from khural.web.mediators.naming import Names
from khural.web.mediators.profile_rows import AssetRow, asset_groups
from khural.web.mediators.rows import NONE, stakes_of
from khural.web.mediators.why_rows import against_rows, change_sentence, rank_facts, tie_rows

if TYPE_CHECKING:
    from khural.mediators import Finding
    from khural.mediators.why import Why

MOST_ASSETS = 8
MOST_AGAINST = 7


@dataclass(frozen=True)
class Brief:
    """What a minister reads: place, ties, assets with their price, what speaks against, sources and their age."""

    title: str
    question: str
    headline: str
    facts: tuple[tuple[str, str], ...]
    ties: Grid
    assets: Grid
    stakes: str
    against: tuple[str, ...]
    change: str
    caveats: tuple[str, ...]
    sources: tuple[str, ...]


def brief_of(finding: Finding, why: Why, names: Names, case: str) -> Brief:
    """The brief on one candidate."""
    candidate = why.candidate
    return Brief(
        title=_("%(state)s as a mediator") % {"state": names.of(candidate.state)},
        question=f"{case}: {', '.join(names.of(code) for code in names.ordered(finding.table))}",
        headline=headline(finding, names, candidate.state),
        facts=tuple(rank_facts(candidate, names)),
        ties=_ties(why, names),
        assets=_assets(why, names),
        stakes=stakes_of(candidate.flags, names) or _("none known; unknown is not none"),
        against=tuple(_dated(row.sentence, row.when) for row in against_rows(why.contrary, names)[:MOST_AGAINST]),
        change=change_sentence(why.change, finding.settings.top, names),
        caveats=tuple(names.told(message) for message in finding.messages),
        sources=tuple(_source(one.title, str(one.last)) for one in finding.sources),
    )


def _dated(sentence: str, when: str) -> str:
    return f"{when}: {sentence}" if when else sentence


def _source(title: str, last: str) -> str:
    return _("%(title)s (until %(last)s)") % {"title": title, "last": last}


def _ties(why: Why, names: Names) -> Grid:
    rows = tuple((row.party, row.counts, row.score, row.interval) for row in tie_rows(why.candidate, names))
    return Grid(_("Ties"), (_("Party"), _("Cooperation : conflict"), _("Score"), _("90 % interval")), rows)


def _assets(why: Why, names: Names) -> Grid:
    groups = asset_groups(why.profile.assets, (), names)
    rows = tuple((group.kind, _latest(group.rows), group.risk) for group in groups[:MOST_ASSETS])
    return Grid(_("Assets and what they cost"), (_("Asset"), _("Latest"), _("Risk to impartiality")), rows)


def _latest(rows: Sequence[AssetRow]) -> str:
    last = rows[-1]
    told = last.what if last.value in (NONE, last.as_of) else f"{last.what}: {last.value}"
    return f"{told} ({last.as_of})" if last.as_of else told


def blocks_of(brief: Brief) -> Iterator[Block]:
    """The parts of the brief as a document, in the order of the page."""
    yield Text(brief.question)
    yield Text(brief.headline)
    yield Grid("", ("", ""), brief.facts)
    yield brief.ties
    yield brief.assets
    yield Bullets(_("Stakes"), (brief.stakes,))
    yield Bullets(_("Against it"), brief.against)
    yield Bullets(_("What would change the rank"), (brief.change,))
    yield Bullets(_("How far to believe it"), brief.caveats)
    yield Bullets(_("Sources"), brief.sources)

"""One page on one candidate: the same parts as a page to print and as a document to edit."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from khural.web.language import current_language
from khural.web.mediators.drawing import headline
from khural.web.mediators.naming import Names
from khural.web.mediators.profile_rows import AssetRow, asset_groups
from khural.web.mediators.rows import NONE, stakes_of
from khural.web.mediators.why_rows import against_rows, change_sentence, rank_facts, tie_rows

if TYPE_CHECKING:
    from docx.document import Document

    from khural.mediators import Finding
    from khural.mediators.why import Why

MOST_ASSETS = 8
MOST_AGAINST = 7
FONTS = {"ko": "Malgun Gothic", "zh-hans": "SimSun", "ja": "Yu Mincho"}


@dataclass(frozen=True)
class Table:
    """A table of a brief; the first column heads its rows."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Brief:
    """What a minister reads: place, ties, assets with their price, what speaks against, sources and their age."""

    title: str
    question: str
    headline: str
    facts: tuple[tuple[str, str], ...]
    ties: Table
    assets: Table
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


def _ties(why: Why, names: Names) -> Table:
    rows = tuple((row.party, row.counts, row.score, row.interval) for row in tie_rows(why.candidate, names))
    return Table(_("Ties"), (_("Party"), _("Cooperation : conflict"), _("Score"), _("90 % interval")), rows)


def _assets(why: Why, names: Names) -> Table:
    groups = asset_groups(why.profile.assets, (), names)
    rows = tuple((group.kind, _latest(group.rows), group.risk) for group in groups[:MOST_ASSETS])
    return Table(_("Assets and what they cost"), (_("Asset"), _("Latest"), _("Risk to impartiality")), rows)


def _latest(rows: Sequence[AssetRow]) -> str:
    last = rows[-1]
    told = last.what if last.value in (NONE, last.as_of) else f"{last.what}: {last.value}"
    return f"{told} ({last.as_of})" if last.as_of else told


def docx_of(brief: Brief) -> bytes:
    """The brief as a Word document, with fonts that hold the language's letters."""
    from docx import Document

    document = Document()
    _font(document, current_language())
    document.core_properties.title = brief.title
    document.core_properties.author = "Khural"
    document.add_heading(brief.title, level=1)
    _paragraphs(document, (brief.question, brief.headline))
    _table(document, Table("", ("", ""), brief.facts))
    _table(document, brief.ties)
    _table(document, brief.assets)
    _list(document, _("Stakes"), (brief.stakes,))
    _list(document, _("Against it"), brief.against)
    _list(document, _("What would change the rank"), (brief.change,))
    _list(document, _("How far to believe it"), brief.caveats)
    _list(document, _("Sources"), brief.sources)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _font(document: Document, language: str) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Noto Serif", Pt(10)
    normal.paragraph_format.space_after = Pt(4)
    if language in FONTS:
        normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONTS[language])
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.8)


def _paragraphs(document: Document, texts: Iterable[str]) -> None:
    for text in texts:
        document.add_paragraph(text)


def _list(document: Document, title: str, texts: Iterable[str]) -> None:
    document.add_heading(title, level=2)
    for text in texts:
        document.add_paragraph(text, style="List Bullet")


def _table(document: Document, table: Table) -> None:
    if not table.rows:
        return
    if table.title:
        document.add_heading(table.title, level=2)
    grid = document.add_table(rows=0, cols=len(table.heads), style="Light Grid Accent 1")
    for row in (table.heads, *table.rows) if any(table.heads) else table.rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text

"""Word documents from headings, paragraphs, lists and tables, with fonts that hold the language's letters."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse

from khural.web.language import current_language

if TYPE_CHECKING:
    from docx.document import Document

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FONTS = {"ko": "Malgun Gothic", "zh-hans": "SimSun", "ja": "Yu Mincho"}


@dataclass(frozen=True)
class Heading:
    """A heading; level 2 unless said otherwise."""

    text: str
    level: int = 2


@dataclass(frozen=True)
class Text:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Bullets:
    """A list under a heading; left out when it is empty."""

    title: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table under its title; the first column heads its rows. Left out when it has none."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Text | Bullets | Grid


def word(title: str, blocks: Iterable[Block]) -> bytes:
    """The document as a .docx file."""
    from docx import Document

    document = Document()
    _set(document, current_language())
    document.core_properties.title = title
    document.core_properties.author = "Khural"
    document.add_heading(title, level=1)
    for block in blocks:
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_response(name: str, title: str, blocks: Iterable[Block]) -> HttpResponse:
    """The document as a download under `name`."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Language": current_language()}
    return HttpResponse(word(title, blocks), content_type=WORD, headers=headers)


def _set(document: Document, language: str) -> None:
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


def _add(document: Document, block: Block) -> None:
    match block:
        case Heading(text, level):
            document.add_heading(text, level=level)
        case Text(text):
            document.add_paragraph(text)
        case Bullets(title, texts) if texts:
            document.add_heading(title, level=2)
            for text in texts:
                document.add_paragraph(text, style="List Bullet")
        case Grid(title, heads, rows) if rows:
            if title:
                document.add_heading(title, level=2)
            _grid(document, heads, rows)


def _grid(document: Document, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    grid = document.add_table(rows=0, cols=len(heads), style="Light Grid Accent 1")
    for row in (heads, *rows) if any(heads) else rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text

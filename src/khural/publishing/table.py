"""The agreement table as CSV. It shows what the page shows, withheld where the page withholds."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from khural.publishing.policy import PublishError
from khural.publishing.published import Published

_FORMULA = tuple("=+-@\t\r\n＝＋－＠|%")


def to_csv(
    published: Published, texts: Mapping[str, str], words: Mapping[str, str], parties: Sequence[str] = ()
) -> str:
    """Rows of number, statement, totals and parties, in the published order; lines end with CR LF.

    `parties`: the dialogue's fixed order of its delegations, for the columns; left out, they are sorted by name.

    `texts`: statement -> wording. `words`: the reader's language for `number`, `statement`, `agree`, `disagree`, for
    `party.<party>`, and for the codes of `Message` in cells and totals, with their %(about)s and %(of)s; `notice`, if
    there is one, stands in the first line. Cells that a spreadsheet would compute get an apostrophe. Raises
    PublishError for a missing text, and for `parties` that are not those of the result.
    """
    lines = io.StringIO()
    writer = csv.writer(lines)
    if "notice" in words:
        writer.writerow([neutral(words["notice"])])
    columns = parties or published.parties
    if missing := set(published.parties).symmetric_difference(columns):
        raise PublishError("publishing.missing_text", key=f"party.{min(missing)}")
    names = ["number", "statement", "agree", "disagree", *(f"party.{party}" for party in columns)]
    writer.writerow([neutral(_text(words, name)) for name in names])
    for row in published.statements:
        cells = {cell.party: cell.message for cell in row.cells}
        messages = [row.agree.message, row.disagree.message, *(cells[party] for party in columns if cells)]
        shown = [_text(words, message.code) % message.params for message in messages]
        writer.writerow([row.number, *map(neutral, [_text(texts, row.statement), *shown])])
    return lines.getvalue()


def neutral(text: str) -> str:
    """`text` such that no spreadsheet takes it for a formula, also after spaces and in full width."""
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def _text(words: Mapping[str, str], key: str) -> str:
    if key not in words:
        raise PublishError("publishing.missing_text", key=key)
    return words[key]

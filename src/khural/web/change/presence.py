"""The inside of the dialogue in the reader's language: presence per party, delegations, repeated statements."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from khural.web.change.common_ground import Pair, Side
from khural.web.change.inside import Presence, Rank
from khural.web.change.open_ground import OpenPair, OpenSide
from khural.web.findings.presentation import GLYPHS, short_cells
from khural.web.messages import translated


@dataclass(frozen=True)
class PresenceLine:
    """One party over the editions that were held."""

    presence: Presence
    party: str
    last: str
    returned: str


def presence_lines(found: Iterable[Presence]) -> list[PresenceLine]:
    """Counts in words; a share is never given, for the editions are few."""
    language = get_language() or "en"
    return [
        PresenceLine(
            presence=one,
            party=one.party.name_in(language),
            last=one.last.name_in(language) if one.last else _("no source shows any"),
            returned=_("%(n)d of %(of)d") % {"n": one.returns, "of": one.chances} if one.chances else _("cannot tell"),
        )
        for one in found
    ]


@dataclass(frozen=True)
class RankLine:
    """Who sat for a party at one edition; `described` is in English, as a source has it."""

    edition: str
    party: str
    people: str
    described: str


def rank_lines(found: Iterable[Rank]) -> list[RankLine]:
    """Delegations whose rank is known."""
    language = get_language() or "en"
    return [
        RankLine(
            edition=one.edition.name_in(language),
            party=one.party.name_in(language),
            people=", ".join(f"{label}: {count}" for label, count in one.capacities),
            described=one.described,
        )
        for one in found
    ]


@dataclass(frozen=True)
class SideLine:
    """What one edition published on a statement: rounded totals, and each delegation's band under its own name."""

    edition: str
    agree: str
    disagree: str
    bands: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class PairLine:
    """A wording that two editions voted on, then and now."""

    text: str
    language: str
    sides: tuple[SideLine, SideLine]


def pair_lines(found: Iterable[Pair], names: dict[str, str]) -> list[PairLine]:
    """Repeated statements, then beside now. `names`: delegation key -> party's name."""
    return [PairLine(pair.text, pair.language, (_side(pair.then, names), _side(pair.now, names))) for pair in found]


def _side(side: Side, names: dict[str, str]) -> SideLine:
    shown = side.published
    words = short_cells()
    cells = ((names.get(cell.party, cell.party), cell.band or cell.reason) for cell in shown.cells)
    return SideLine(
        edition=side.edition.name_in(get_language() or "en"),
        agree=translated(shown.agree.message),
        disagree=translated(shown.disagree.message),
        bands=tuple((name, GLYPHS[kind], words[kind]) for name, kind in cells),
    )


@dataclass(frozen=True)
class OpenPairLine:
    """A wording that two open consultations had, with the share that agrees then and now."""

    text: str
    language: str
    sides: tuple[tuple[str, str], ...]
    difference: str


def open_pair_lines(found: Iterable[OpenPair]) -> list[OpenPairLine]:
    """Repeated statements of open consultations; every number with its interval."""
    return [
        OpenPairLine(pair.text, pair.language, (_open_side(pair.then), _open_side(pair.now)), _moved(*pair.difference))
        for pair in found
    ]


def _open_side(side: OpenSide) -> tuple[str, str]:
    percent, ends = side.cell.agree_percent, side.cell.agree_range
    assert percent is not None
    assert ends is not None
    share = _("%(n)d %% (%(low)d to %(high)d)") % {"n": percent, "low": ends[0], "high": ends[1]}
    return side.consultation.round.name_in(get_language() or "en"), share


def _moved(middle: int, low: int, high: int) -> str:
    return f"{middle:+d} ({low:+d} – {high:+d})".replace("-", "\u2212")


def core_sentence(found: Iterable[PresenceLine]) -> str:
    """One sentence on the party that was seen last the longest ago, by the last edition that a source shows."""
    known = [(line, line.presence.last) for line in found if line.presence.last]
    if not known:
        return _("No source shows who came.")
    line, last = min(known, key=lambda pair: pair[1].year)
    after = len(line.presence.states) - _place(line.presence)
    told = ngettext(
        "%(party)s was last shown in its seat in %(year)d; %(n)d held edition followed.",
        "%(party)s was last shown in its seat in %(year)d; %(n)d held editions followed.",
        after,
    )
    return told % {"party": line.party, "year": last.year, "n": after}


def _place(presence: Presence) -> int:
    return max(n for n, state in enumerate(presence.states, start=1) if state == "attended")

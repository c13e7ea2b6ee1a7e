"""Claims as cards of a page: words in the page's language around the tables' English."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from khural.claims import PARTS, Answer, Line, ShownClaim
from khural.claims.assets import HOST
from khural.evidence.records import Claim
from khural.messages import Message
from khural.web.cases.models import Dialogue, Edition
from khural.web.claims.words import GLYPHS, SIDE_GLYPHS, SIDES, STATES, WHEN
from khural.web.language import current_language
from khural.web.library.names import name_of
from khural.web.library.sourcing import GRADES, site_of
from khural.web.messages import translated


@dataclass(frozen=True)
class State:
    """A state of knowledge as a page shows it."""

    code: str

    @property
    def words(self) -> str:
        return str(STATES[self.code])

    @property
    def glyph(self) -> str:
        return GLYPHS[self.code]


@dataclass(frozen=True)
class LineRow:
    """One row of data under a claim."""

    line: Line

    @property
    def side(self) -> str:
        return f"{SIDE_GLYPHS[self.line.side]} {SIDES[self.line.side]}"

    @property
    def site(self) -> str:
        return site_of(self.line.url) if self.line.url else ""

    @property
    def grade(self) -> str:
        return str(GRADES.get(self.line.grade, ""))


@dataclass(frozen=True)
class Where:
    """Where a requirement is answered: a link, a command, or a later part."""

    words: str
    url: str = ""
    kind: str = "page"


@dataclass(frozen=True)
class Card:
    """One claim."""

    claim: Claim
    then: State
    now: State
    computed: State | None
    said: str
    code: str
    data: tuple[str, ...]
    groups: tuple[tuple[str, tuple[LineRow, ...]], ...]
    contrary: tuple[LineRow, ...]
    pages: tuple[tuple[str, str], ...]
    answers: tuple[Where, ...]
    differs: bool
    is_open: bool

    @property
    def grade(self) -> str:
        return str(GRADES[self.claim.grade])


def cards(shown: Iterable[ShownClaim], places: Places, opened: int | None) -> list[Card]:
    """Every claim as a card; the one numbered `opened` with its data unfolded."""
    return [_card(one, places, opened) for one in shown]


def _card(one: ShownClaim, places: Places, opened: int | None) -> Card:
    claim, check = one.claim, one.check
    rows = [LineRow(line) for line in one.lines]
    groups = ((str(words), tuple(row for row in rows if row.line.when == when)) for when, words in WHEN.items())
    return Card(
        claim=claim,
        then=State(claim.status_then),
        now=State(claim.check_status),
        computed=State(check.status) if check else None,
        said=_told(check.said) if check else "",
        code=check.code if check else "",
        data=check.data if check else (),
        groups=tuple(group for group in groups if group[1]),
        contrary=tuple(LineRow(line) for line in one.contrary) if claim.check_status == "contradicted" else (),
        pages=tuple((url, site_of(url)) for url in one.pages),
        answers=tuple(places.of(answer) for answer in one.answers),
        differs=one.differs,
        is_open=claim.number == opened,
    )


def _told(message: Message) -> str:
    """The sentence of a check, its state under the name of the page's language."""
    party = message.params.get("party")
    if party is None:
        return translated(message)
    return translated(replace(message, params={**message.params, "party": name_of(str(party), current_language())}))


def totals(shown: Sequence[ShownClaim]) -> list[tuple[State, int, int]]:
    """(state, how many then, how many now), in the fixed order of the vocabulary."""
    then = Counter(one.claim.status_then for one in shown)
    now = Counter(one.claim.check_status for one in shown)
    return [(State(code), then[code], now[code]) for code in STATES]


class Places:
    """The addresses of the pages of one case, with their names."""

    def __init__(self, dialogue: Dialogue, edition: Edition | None) -> None:
        self.case, self.edition = dialogue.case.slug, edition.slug if edition else ""

    def of(self, answer: Answer) -> Where:
        """Where an answer is to be found, as a link where the page exists for this case."""
        if answer.kind == "later":
            return Where(_(PARTS[answer.name]), kind="later")
        if answer.kind == "command":
            return Where(f"khural {answer.name}", kind="command")
        anchor = f"#{answer.anchor}" if answer.anchor else ""
        return Where(page_names()[answer.name], self.url(answer.name) + anchor)

    def url(self, name: str) -> str:
        """The address of the page `name` for this case, the host and the latest edition."""
        every = {"case": self.case, "state": HOST.lower(), "edition": self.edition}
        for wanted in ((), ("case",), ("case", "state"), ("case", "edition")):
            try:
                return reverse(name, kwargs={key: every[key] for key in wanted})
            except NoReverseMatch:
                continue
        raise NoReverseMatch(name)


def page_names() -> dict[str, str]:
    """Address -> what its page is called."""
    return {
        "acts": _("Ledger of acts"),
        "aims": _("Registered aims"),
        "candidate": _("Why this candidate"),
        "case_edit": _("Parties and baskets"),
        "cases": _("Cases: nothing is public"),
        "change": _("What changed"),
        "claims": _("The article, checked"),
        "dialogue": _("Editions"),
        "edition": _("Edition"),
        "edition_people": _("People"),
        "entered_new": _("Enter a candidate or a tie"),
        "evidence": _("The evidence"),
        "library": _("Library"),
        "mediators": _("Whom would every party accept?"),
        "state": _("Profile of a state"),
    }

"""Where the facts under a figure were read: page, date and grade, disputes with every account."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from khural.evidence.facts import editions
from khural.evidence.records import EditionFact
from khural.evidence.ties import PartyTies

GRADES: dict[str, str | Promise] = {
    "S": _("read in the source"),
    "D": _("derived from sourced facts"),
    "X": _("sources disagree; every value is kept"),
    "NF": _("looked for and not found"),
}


@dataclass(frozen=True)
class Source:
    """One page under a figure. `what` is in the page's language or a name; `note` is in English."""

    what: str
    date: str
    url: str
    grade: str
    note: str = ""

    @property
    def site(self) -> str:
        """The name under which the link stands."""
        return site_of(self.url)

    @property
    def grade_words(self) -> str:
        """What the grade means."""
        return str(GRADES[self.grade])


@dataclass(frozen=True)
class Dispute:
    """Accounts of one thing that do not agree, side by side and in English, as in the tables."""

    what: str
    accounts: tuple[str, ...]
    urls: tuple[str, ...]

    @property
    def links(self) -> list[tuple[str, str]]:
        """(url, site) of each page."""
        return [(url, site_of(url)) for url in self.urls]


def site_of(url: str) -> str:
    """The host of an address without the `www.` in front."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def edition_sources() -> tuple[Source, ...]:
    """Every page that an edition's row names, once per edition."""
    return tuple(
        Source(str(fact.year), str(fact.start or fact.year), url, fact.grade, (fact.note or "") if first else "")
        for fact in editions()
        for first, url in _pages(fact)
    )


def _pages(fact: EditionFact) -> list[tuple[bool, str]]:
    urls = list(dict.fromkeys([*([fact.source_url] if fact.source_url else []), *fact.sources]))
    return [(place == 0, url) for place, url in enumerate(urls)] or [(True, "")]


def edition_disputes() -> tuple[Dispute, ...]:
    """What sources say differently about the editions."""
    return tuple(
        Dispute(str(fact.year), _accounts(fact), tuple(url for _, url in _pages(fact) if url))
        for fact in editions()
        if fact.conflicts or _has_disputed_event(fact)
    )


def _has_disputed_event(fact: EditionFact) -> bool:
    return "disputed" in (fact.note or "")


def _accounts(fact: EditionFact) -> tuple[str, ...]:
    event = (fact.outcomes, fact.note) if _has_disputed_event(fact) else ()
    return tuple(account for account in (*event, fact.conflicts) if account)


def tie_sources(ties: tuple[PartyTies, ...], names: dict[str, str], kinds: dict[str, str]) -> tuple[Source, ...]:
    """Every page behind the ties, also behind those that the strip does not draw."""
    return tuple(
        Source(
            f"{names[party.party]}: {kinds.get(mark.kind, mark.kind)}",
            str(mark.start or mark.end or ""),
            url,
            mark.grade,
            "; ".join(mark.notes) if place == 0 else "",
        )
        for party in ties
        for mark in (*party.marks, *party.undated)
        for place, url in enumerate(mark.source_urls)
    )

"""Figures to test and to look at: sourced facts of the Ulaanbaatar Dialogue, and an invented rehearsal."""

from __future__ import annotations

from khural.figures import (
    AgreementWords,
    AttendanceWords,
    EditionCount,
    HeadcountWords,
    PartyAttendance,
    PartyLabel,
    PartyTies,
    RelationWords,
    State,
    StatementLabel,
    Tie,
)
from khural.publishing import Published, PublishedCell, PublishedStatement, PublishedTotal
from khural.publishing.published import GATE_KEY

STATES: dict[State, str] = {
    "invited": "invited",
    "tentative": "tentative",
    "accepted": "accepted",
    "declined": "declined",
    "cancelled": "cancelled",
    "no_show": "no-show",
    "attended": "attended",
    "absent": "absent",
    "not_invited": "not invited",
    "unknown": "unknown",
    "not_held": "not held",
}

HEADCOUNT_WORDS = HeadcountWords(
    title="Head count, and the seat of the DPRK, 2014 to 2026",
    sentence="More people came; no source shows the DPRK in its seat since 2018.",
    edition="Edition",
    people="people",
    counted="Counted",
    party="DPRK",
    not_held="not held",
    unknown_edition="not found",
    no_count="no count",
    more_than="%(low)s+",
    between="%(low)s–%(high)s",
    states=STATES,
    notes=(
        "More people is not more trust",
        "Reported figures under different counting rules: scholars in 2014, all participants after",
        "Lighter: between the lowest and the highest report; + means “more than”",
        "Filled: attended; ring: stayed away; hatched: no source tells",
    ),
)

EVERYBODY = "all participants"
EDITIONS = (
    EditionCount("2014", "held", 35, 35, "attended", "scholars"),
    EditionCount("2015", "held", None, None, "attended"),
    EditionCount("2016", "held", 150, None, "attended", EVERYBODY),
    EditionCount("2017", "held", None, None, "attended"),
    EditionCount("2018", "held", 150, 150, "attended", EVERYBODY),
    EditionCount("2019", "held", 200, 200, "cancelled", EVERYBODY),
    EditionCount("2020", "not_held", None, None, "not_held"),
    EditionCount("2021", "not_held", None, None, "not_held"),
    EditionCount("2022", "held", 150, 150, "unknown", EVERYBODY),
    EditionCount("2023", "held", 180, None, "unknown", EVERYBODY),
    EditionCount("2024", "held", 200, 230, "no_show", EVERYBODY),
    EditionCount("2025", "held", 200, 230, "absent", EVERYBODY),
    EditionCount("2026", "unknown", None, None, "unknown"),
)

ATTENDANCE_WORDS = AttendanceWords(
    title="Attendance of the delegations by edition",
    sentence="Three of seven delegations came to every edition that was held; Delegation 4 has not come since 2019.",
    party="Delegation",
    states=STATES,
    notes=("Invented, as everything of a rehearsal", "Hatched: no source tells"),
)
YEARS = tuple(str(year) for year in range(2014, 2026))
_CODES: dict[str, State] = {
    "a": "attended",
    "c": "cancelled",
    "n": "no_show",
    "b": "absent",
    "u": "unknown",
    "-": "not_held",
    "d": "declined",
    "x": "not_invited",
    "i": "invited",
    "y": "accepted",
    "t": "tentative",
}
ATTENDANCE = tuple(
    PartyAttendance(f"Delegation {place}", f"D{place}", dict(zip(YEARS, (_CODES[c] for c in code), strict=True)))
    for place, code in enumerate(
        (
            "aaaaaa--aaai",
            "aaaaaa--aaay",
            "xxaaaa--aaui",
            "aaaaac--uunb",
            "aaaaaa--aaat",
            "aaudaa--aaai",
            "xxxxaa--danx",
        ),
        1,
    )
)

RELATION_WORDS = RelationWords(
    title="Ties of Mongolia to the parties, 1921 to 2025",
    sentence="Relations with all six parties stand; the embassy of the DPRK was shut from 1999 to 2004.",
    party="Party",
    tie="Tie",
    start="From",
    end="To",
    what="What",
    source="Source",
    open_end="still open",
    unknown="no source found",
    kinds={
        "relations": "diplomatic relations",
        "embassy_there": "embassy of the host there",
        "embassy_here": "embassy of the party here",
        "visit_there": "visit of the host there",
        "visit_here": "visit of the party here",
        "partnership": "partnership",
    },
    notes=(
        "Diamond: diplomatic relations",
        "Full bar: embassy of the host there; outlined bar: embassy of the party here",
        "Triangle: the host visited; ring: the party visited",
        "Hatched: no source found",
    ),
)
TIES = (
    PartyTies(
        "China",
        (
            Tie("relations", "1949-10-16"),
            Tie("partnership", "2011-06-16", "", "strategic partnership"),
            Tie("embassy_there", "1950"),
            Tie("embassy_here", "1950"),
        ),
    ),
    PartyTies(
        "DPRK",
        (
            Tie("relations", "1948-10-15"),
            Tie("embassy_there", "1951"),
            Tie("embassy_here", "1951", "1999-08"),
            Tie("embassy_here", "2004"),
            Tie("visit_here", "1956"),
            Tie("visit_here", "1988"),
            Tie("visit_there", "2004-12"),
            Tie("visit_here", "2007-07-20", "2007-07-23"),
            Tie("visit_there", "2013-10-28", "2013-10-31"),
            Tie("visit_here", "2018-12"),
            Tie("visit_there", "2019-04"),
            Tie("visit_here", "2024-03", "2024-03"),
        ),
    ),
    PartyTies("Japan", (Tie("relations", "1972-02-24"), Tie("embassy_there", "1972-06"), Tie("embassy_here", "1973"))),
    PartyTies("ROK", (Tie("relations", "1990-03-26"), Tie("embassy_there", "1991"), Tie("embassy_here", "1990"))),
    PartyTies(
        "Russia",
        (
            Tie("relations", "1921-11-05"),
            Tie("embassy_there", "1922"),
            Tie("embassy_here", "1922", "1992", "to be checked", gap=True),
        ),
    ),
    PartyTies("USA", ()),
)

AGREEMENT_WORDS = AgreementWords(
    title="Agreement across the delegations",
    sentence="Two statements are accepted by every delegation that can be shown; none is rejected by all.",
    statement="Statement",
    basket="Basket",
    agree="Agree, all",
    disagree="Disagree, all",
    cells={
        "mostly_agree": "agree",
        "mixed": "mixed",
        "mostly_disagree": "disagree",
        "withheld": "withheld",
        "not_enough_votes": "too few votes",
        "already_published": "shown before",
        "no_consent": "no consent",
    },
    totals={
        "about": "about %(about)s of %(of)s",
        "at_least": "%(about)s or more of %(of)s",
        "at_most": "%(about)s or fewer of %(of)s",
    },
    hidden={
        "shown": "",
        "too_few_voters": "too few voters",
        "already_published": "shown before",
        "would_disclose": "withheld",
    },
    in_basket="%(title)s: %(basket)s",
    basket_sentences="%(basket)s: %(accepted)s of %(statements)s accepted by every delegation that can be shown.",
    notes=(
        "Totals rounded to 5; lighter: what rounding leaves open",
        "▲ mostly agree, ▼ mostly disagree: at least 60 % of the votes; ◆ mixed",
        "Hatched: withheld, since a band would show a person; dotted: fewer than five votes",
    ),
)
PARTIES = tuple(PartyLabel(f"d{place}", f"Delegation {place}", f"D{place}") for place in range(1, 8))
STATEMENTS = (
    StatementLabel("1", "Families separated since 1953 should meet at fixed dates every year.", "humanitarian"),
    StatementLabel("2", "Weather and flood data for shared rivers should be exchanged daily.", "environment"),
    StatementLabel("3", "A railway link is worth planning before sanctions change.", "infrastructure"),
    StatementLabel(
        "4", "Large exercises should be announced thirty days ahead, with observers from both sides.", "security"
    ),
    StatementLabel("5", "1953년 이후 헤어진 가족은 해마다 정해진 날에 만나야 한다.", "humanitarian", "ko"),
    StatementLabel("6", "Гол мөрний үер, цаг агаарын мэдээллийг өдөр бүр солилцох хэрэгтэй.", "environment", "mn"),
)
_BANDS = {"a": "mostly_agree", "m": "mixed", "d": "mostly_disagree"}
_REASONS = {"w": "withheld", "f": "not_enough_votes", "p": "already_published", "n": "no_consent"}
_ROWS = (
    ("1", "about", 35, "at_most", 5, "aaawafa"),
    ("2", "about", 35, "at_most", 5, "aamwafa"),
    ("3", "about", 25, "about", 10, "mamwmfa"),
    ("4", "about", 20, "about", 15, "amdwmfp"),
    ("5", "at_least", 35, "", None, "wwwwwff"),
    ("6", "", None, "", None, "nnnnnnn"),
)


def total(coding: str, about: int | None) -> PublishedTotal:
    """A total over 40 voters, or one that is withheld."""
    if about is None:
        return PublishedTotal(None, None, None, "would_disclose")
    return PublishedTotal(about, 40, coding, "shown")  # type: ignore[arg-type]  # the samples are written as text


def published(party_view: bool = True) -> Published:
    """A result with every kind of cell and total, as the gate would hand it out."""
    rows = tuple(
        PublishedStatement(name, place, total(c1, agree), total(c2, disagree), _cells(codes))
        for place, (name, c1, agree, c2, disagree, codes) in enumerate(_ROWS, 1)
    )
    return Published(
        round="1",
        parties=tuple(party.party for party in PARTIES),
        party_view=party_view,
        floor=5,
        share=0.6,
        rounding=5,
        turnout=total("about", 40),
        statements=rows,
        library_version="0.1.0",
        key=GATE_KEY,
    )


def _cells(codes: str) -> tuple[PublishedCell, ...]:
    return tuple(
        PublishedCell(party.party, _BANDS.get(code), _REASONS.get(code, "shown"))  # type: ignore[arg-type]  # as above
        for party, code in zip(PARTIES, codes, strict=True)
    )

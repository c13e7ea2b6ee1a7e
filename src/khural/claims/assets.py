"""Claims about what the host brings and about its ties, computed from the tables of facts and relations."""

from __future__ import annotations

from dataclasses import replace

from khural.claims.lines import of_fact, of_facts, of_relations
from khural.claims.measured import by_year, fallen_alike, lines_of, source_of
from khural.claims.records import Line
from khural.claims.registry import Outcome, checks, outcome
from khural.evidence import facts
from khural.evidence.records import Relation

HOST = "MNG"
FACTS = "mongolia_facts.csv"
RELATIONS = "relations.csv"
NAMED = ("CHN", "JPN", "KOR", "RUS", "USA")
"""States that the claim on good ties names and the table of relations covers."""

AGAINST = ("embassy_closed", "invitation_unanswered", "sanctions_behaviour")


def between(party: str, *kinds: str) -> tuple[Relation, ...]:
    """The relations of the host with `party`, both directions, of these kinds, by date."""
    rows = (*facts.relations(HOST, party), *facts.relations(party, HOST))
    return tuple(sorted((row for row in rows if row.kind in kinds), key=lambda row: str(row.start or "")))


@checks(27, data=(FACTS, "gdp"))
def growth() -> Outcome:
    """Yearly growth from 2019 to 2021, where a year that shrank speaks against "fast-growing"; product by year."""
    rows = [fact for fact in facts.mongolia() if fact.fact == "gdp_growth" and fact.as_of]
    lines = tuple(of_fact(fact, "against" if (fact.value or "").startswith("-") else "for") for fact in rows)
    near = [float(fact.value or 0) for fact in rows if fact.as_of and 2019 <= fact.as_of.year <= 2021]
    numbers = {"low": min(near), "high": max(near), "first": 2019, "last": 2021}
    found = "supported" if min(near) > 0 else "partly"
    lines += of_facts("beside", "gdp")
    lines += lines_of("gdp", HOST, range(2017, 2022), "beside", "GDP", "{:,.0f} US$")
    return outcome(found, "growth", lines, **numbers)


@checks(28, 30, data=(FACTS, "democracy"))
def democracy() -> Outcome:
    """Scores by year, the peak beside the years of the article and the latest, and states that rose alike."""
    scores = of_facts("for", "democracy_eiu", "democracy_freedom_house", "democracy_vdem")
    values = by_year("democracy", HOST)
    peak, last = max(values, key=lambda year: values[year]), max(values)
    years = lines_of("democracy", HOST, sorted({1990, 2000, 2010, peak}), "for", POLYARCHY, "{:.2f}")
    years += lines_of("democracy", HOST, (2021, last), "against", POLYARCHY, "{:.2f}")
    fell, rose = fallen_alike(1985, 1999, 2018, rise=0.2, fall=0.1)
    alike = Line("beside", ALIKE, f"{fell} of {rose}", "2018", "", "D", source_of("democracy"))
    later = of_facts("against", "democracy_trend")
    found = "supported" if values[peak] - values[2021] < 0.05 and not later else "partly"
    numbers = {"peak": values[peak], "peak_year": peak, "then": values[2021], "now": values[last], "now_year": last}
    return outcome(found, "democracy", (*scores, *years, alike, *later), fell=fell, rose=rose, **numbers)


POLYARCHY = "V-Dem polyarchy, 0 to 1"
ALIKE = "states that rose by 0.2 from 1985 to 1999 and fell by 0.1 from their peak until 2018"


@checks(31, data=(FACTS, "peacekeeping_places"))
def peacekeeping() -> Outcome:
    """Totals of peacekeepers sent; sources disagree, so the range is given."""
    lines = of_facts("for", "peacekeepers_sent_since_2002", "peacekeeping_contributor_rank")
    years = range(2006, 2025, 3)
    lines += lines_of("peacekeeping_places", HOST, years, "for", "places with own peacekeepers", "{:.0f}")
    totals = [int(fact.value or 0) for fact in facts.mongolia() if fact.fact == "peacekeepers_sent_since_2002"]
    return outcome("supported" if totals else "open", "peacekeeping", lines, low=min(totals), high=max(totals))


@checks(36, data=(FACTS, RELATIONS))
def network() -> Outcome:
    """Relations with the states that the claim names and the tables cover, and memberships."""
    rows = [row for party in NAMED for row in between(party, "diplomatic_relations", "partnership")]
    lines = of_relations("for", rows) + of_facts("for", "un_member_since", "wto_member_since")
    lines += of_facts("beside", "asean_regional_forum_participant_since", "diplomatic_relations_count")
    with_ties = sum(any(party in (row.a, row.b) for row in rows) for party in NAMED)
    lines += of_facts("beside", "china_share_of_trade")
    return outcome("supported" if with_ties == len(NAMED) else "partly", "network", lines, n=with_ties, of=len(NAMED))


@checks(37, data=(FACTS,))
def nuclear_free() -> Outcome:
    """The dated steps toward nuclear-weapon-free status."""
    names = ("declared", "un_resolution", "law", "p5_statement", "parallel_declarations")
    lines = of_facts("for", *(f"nuclear_weapon_free_{name}" for name in names))
    dates = sorted(line.date for line in lines if line.date)
    return outcome("supported", "nuclear_free", lines, n=len(lines), first=dates[0], last=dates[-1])


def _side(kind: str) -> str:
    return "against" if kind in AGAINST else "for"


@checks(42, data=(RELATIONS,))
def breaks() -> Outcome:
    """Relations with the core party since 1948, and the years in which its embassy was closed."""
    rows = between("PRK", "diplomatic_relations", "embassy", "embassy_closed", "embassy_reopened")
    closed = [row for row in rows if row.kind == "embassy_closed"]
    back = [row for row in rows if row.kind == "embassy_reopened"]
    numbers = {"since": str(rows[0].start), "closed": str(closed[0].start), "reopened": str(back[0].start)}
    return outcome("partly" if closed else "supported", "breaks", of_relations(_side, rows), **numbers)


@checks(44, data=(RELATIONS,))
def seoul_ties() -> Outcome:
    """When relations with Seoul began."""
    rows = between("KOR", "diplomatic_relations", "embassy", "partnership")
    found = "supported" if str(rows[0].start).startswith("1990") else "contradicted"
    return outcome(found, "began", of_relations("for", rows), date="1990-03-26")


@checks(45, data=(FACTS, RELATIONS))
def seoul_partnership() -> Outcome:
    """The agreed levels of partnership with Seoul."""
    names = ("friendly_cooperative", "comprehensive", "strategic")
    lines = of_facts("for", *(f"rok_{name}_partnership_since" for name in names))
    return outcome("supported", "partnership", lines, n=len(lines))


@checks(46, data=(FACTS,))
def yearly_meeting() -> Outcome:
    """What sources show of a yearly meeting of ministers: that it was agreed."""
    lines = of_facts("for", "rok_yearly_foreign_ministers_meeting")
    return outcome("partly" if lines else "open", "yearly_meeting", lines, n=len(lines))


@checks(47, data=(FACTS,))
def trade() -> Outcome:
    """Sources for trade with Seoul in 2019, and its rank among partners."""
    lines = tuple(
        replace(line, side="for" if line.date.startswith("2019") else "beside")
        for line in of_facts("beside", "trade_with_rok", "exports_to_rok", "imports_from_rok", "rok_share_of_imports")
    )
    others = {line.url for line in lines if line.side == "for" and "thediplomat" not in line.url}
    return outcome("partly" if others else "open", "trade", lines, n=len(others))


@checks(48, data=(FACTS,))
def tourists() -> Outcome:
    """Visitors from Seoul's side among the host's guests; nothing on where else they go."""
    lines = of_facts("beside", "foreign_tourists", "tourists_from_rok_share", "tourists_from_rok_increase")
    lines += of_facts("beside", "tourists_from_rok")
    values = {fact.fact: float(fact.value or 0) for fact in facts.mongolia() if fact.fact in _TOURISTS and fact.as_of}
    by_share = round(values["foreign_tourists"] * values["tourists_from_rok_share"] / 100, -2)
    return outcome("open", "tourists", lines, n=int(by_share))


_TOURISTS = ("foreign_tourists", "tourists_from_rok_share")


@checks(49, data=(FACTS,))
def diaspora() -> Outcome:
    """Counts of the diaspora near 2019, and of students."""
    rows = [fact for fact in facts.mongolia() if fact.fact in ("mongolians_in_rok", "mongolian_students_in_rok")]
    lines = tuple(_diaspora(of_fact(fact, "beside")) for fact in rows)
    counts = [line for line in lines if line.what == "Mongolians in ROK" and line.date]
    low, high = (min(counts, key=_number), max(counts, key=_number))
    ends = {"low": _number(low), "high": _number(high)}
    return outcome("partly", "diaspora", lines, when_low=low.date, when_high=high.date, **ends)


def _diaspora(line: Line) -> Line:
    return replace(line, side="for" if line.date.startswith("2019") else "beside")


def _number(line: Line) -> int:
    return int(line.value.split()[0])


@checks(55, data=(FACTS,))
def hosting() -> Outcome:
    """A summit hosted, and what a later source says of the limits of the place."""
    lines = of_facts("for", "asem_summit_hosted") + of_facts("against", "summit_hotels_meeting_us_standard")
    return outcome("supported", "hosting", lines, date=lines[0].date, hotels=lines[-1].value.split()[0])

"""The claim that the dialogue thawed the conflict: what happened since, and why no effect can be told from it."""

from __future__ import annotations

import re

from khural.claims.dialogue import CAME, CORE, EDITIONS
from khural.claims.lines import of_editions
from khural.claims.measured import net_scores
from khural.claims.records import Line
from khural.claims.registry import Outcome, checks, outcome
from khural.evidence import facts
from khural.evidence.records import Claim

THAW = 52
_COUNT = re.compile(r"(\d+) \((\d{4})\)")
_MISSILES = "missile-tests"


@checks(THAW, data=(EDITIONS, "claims.csv", "gdelt_net"))
def thaw() -> Outcome:
    """Whether the core guest still comes, counted missile tests, net cooperation; none isolates an effect."""
    claim = next(claim for claim in facts.claims() if claim.number == THAW)
    seats = of_editions(lambda fact: CAME.get(fact.dprk_status, "against"), lambda fact: f"{CORE}: {fact.dprk_status}")
    counts = missile_counts(claim)
    seen = max(fact.year for fact in facts.editions() if fact.dprk_status == "attended")
    last = max(fact.year for fact in facts.editions() if fact.held == "yes")
    rose = bool(counts) and int(counts[-1].value) > int(counts[0].value)
    found = "contradicted" if rose and seen < last else "open"
    events = net_scores(CORE, "KOR") + net_scores(CORE, "USA")
    return outcome(found, "thaw", seats + counts + events, seen=seen, last=last)


def missile_counts(claim: Claim) -> tuple[Line, ...]:
    """The yearly counts that the claim's check names, with the page that counts them. The first year compares."""
    page = next(url for url in claim.sources if _MISSILES in url)
    counts = [(year, number) for number, year in _COUNT.findall(claim.evidence)]
    return tuple(
        Line("against" if place else "beside", "missile tests, counted", number, year, page, claim.grade)
        for place, (year, number) in enumerate(sorted(counts))
    )

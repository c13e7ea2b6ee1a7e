"""How often a vote would be certain, with the gate as it is and with each rule off, and what the gate costs.

    python -m benchmarks.publishing_audit [TABLES]

Tables of 2 to 7 delegations of 1 to 10, six statements each, published twice in one edition with one late voter. The
attacker knows the rules and who voted; alone, or as one delegate among those there are.
"""

from __future__ import annotations

import sys
import time

from khural.publishing import ClosedPolicy, publish
from khural.publishing.coding import safe_scales
from khural.publishing.inference import worlds
from khural.publishing.weakened import SIX_RULES, without
from tests.publishing.tables import attack, table

STATEMENTS = 6


def main(tables: int) -> None:
    """Print one line for each set of rules, then times and how much the audit costs the reader."""
    policies = {"final rules": ClosedPolicy(party_view=True), "six rules, no audit": without("audit")}
    policies |= {f"without {rule}": without(rule) for rule in SIX_RULES}
    rows = tables * STATEMENTS
    print(f"statements with a certain vote, of {rows}")
    for name, policy in policies.items():
        proved = sum(len(attack(policy, seed, STATEMENTS)) for seed in range(tables))
        print(f"  {name:24} {proved:6}  {100 * proved / rows:6.2f} %")
    _cost(tables)


def _cost(tables: int) -> None:
    worlds.cache_clear()
    safe_scales.cache_clear()
    tallies = [table(seed, STATEMENTS) for seed in range(tables)]
    started = time.perf_counter()
    results = [publish(tally, ClosedPolicy(party_view=True)) for tally in tallies]
    cold = time.perf_counter() - started
    started = time.perf_counter()
    for tally in tallies[:20]:
        publish(tally, ClosedPolicy(party_view=True))
    warm = time.perf_counter() - started
    print(f"ms per statement: {1e3 * cold / len(tallies) / STATEMENTS:.2f} (every table another)", end=", ")
    print(f"{1e3 * warm / len(tallies[:20]) / STATEMENTS:.2f} (sizes and bands seen before)")
    totals = [total for result in results for row in result.statements for total in (row.agree, row.disagree)]
    withheld = sum(total.reason == "would_disclose" for total in totals)
    narrowed = _narrowed(tables)
    print(f"totals withheld by the audit: {withheld} of {len(totals)}; shown with an end nearer by: {narrowed}")


def _narrowed(tables: int) -> int:
    """Totals that read otherwise than they would without the audit."""
    changed = 0
    for seed in range(tables):
        tally = table(seed, STATEMENTS)
        audited = {row.statement: row for row in publish(tally, ClosedPolicy(party_view=True)).statements}
        for row in publish(tally, without("audit")).statements:
            pairs = zip(
                (row.agree, row.disagree), (audited[row.statement].agree, audited[row.statement].disagree), strict=True
            )
            changed += sum(plain != coded for plain, coded in pairs)
    return changed


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 500)

"""Polis' formulas read one by one, in plain loops, from the description and not from the package."""

from __future__ import annotations

import math
from collections.abc import Iterable

Votes = dict[tuple[str, str], int]
Counts = tuple[int, int, int]


def count(votes: Votes, people: Iterable[str], statement: str) -> Counts:
    """Agree, disagree and all votes of some people on one statement."""
    cast = [votes[p, statement] for p in people if (p, statement) in votes]
    return cast.count(1), cast.count(-1), len(cast)


def consensus(votes: Votes, groups: dict[str, list[str]], statement: str, side: int) -> float:
    """Product over groups; side 0 agrees, 1 rejects."""
    cells = [count(votes, people, statement) for people in groups.values()]
    return math.prod((cell[side] + 1) / (cell[2] + 2) for cell in cells)


def figures(mine: Counts, others: Counts) -> dict[str, float]:
    """pa, pd, pat, pdt, ra, rd, rat, rdt of one group and statement."""
    ns, ns_o = mine[2], others[2]
    found: dict[str, float] = {}
    for side, name in enumerate("ad"):
        n, n_o = mine[side], others[side]
        found[f"p{name}"] = (n + 1) / (ns + 2)
        found[f"p{name}t"] = 2 * math.sqrt(ns + 1) * ((n + 1) / (ns + 1) - 0.5)
        found[f"r{name}"] = found[f"p{name}"] / ((n_o + 1) / (ns_o + 2))
        ph = (n + n_o + 2) / (ns + ns_o + 2)
        spread = math.sqrt(ph * (1 - ph) * (1 / (ns + 1) + 1 / (ns_o + 1)))
        found[f"r{name}t"] = 0.0 if ph == 1 else ((n + 1) / (ns + 1) - (n_o + 1) / (ns_o + 1)) / spread
    return found


def representative(
    votes: Votes, groups: dict[str, list[str]], group: str, statements: list[str]
) -> list[tuple[str, str]]:
    """(statement, direction) of one group, as shown."""
    rest = [p for name, people in groups.items() if name != group for p in people]
    mine = {s: count(votes, groups[group], s) for s in statements}
    f = {s: figures(mine[s], count(votes, rest, s)) for s in statements}
    direction = {s: "agree" if f[s]["rat"] > f[s]["rdt"] else "disagree" for s in statements}
    best = _best_agree(mine, f, statements)
    good = [s for s in statements if s != best and _is_sufficient(f[s])]
    good.sort(key=lambda s: -_rank(f[s], direction[s]))
    chosen = ([best] if best is not None else []) + good
    if not chosen:
        chosen = sorted(statements, key=lambda s: -max(f[s]["rat"], f[s]["rdt"]))[:1]
    chosen = chosen[:5]
    return [(s, d) for d in ("agree", "disagree") for s in chosen if direction[s] == d]


def _is_sufficient(x: dict[str, float]) -> bool:
    return (x["rat"] > 1.2816 and x["pat"] > 1.2816) or (x["rdt"] > 1.2816 and x["pdt"] > 1.2816)


def _rank(x: dict[str, float], direction: str) -> float:
    d = direction[0]
    return x[f"r{d}"] * x[f"r{d}t"] * x[f"p{d}"] * x[f"p{d}t"]


def _best_agree(mine: dict[str, Counts], f: dict[str, dict[str, float]], statements: list[str]) -> str | None:
    best: str | None = None
    for s in statements:
        x = f[s]
        if mine[s][0] == mine[s][1] == 0:
            continue
        if best is not None and f[best]["ra"] > 1:
            wins = _rank(x, "agree") > _rank(f[best], "agree")
        elif best is not None:
            wins = x["pa"] * x["pat"] > f[best]["pa"] * f[best]["pat"]
        else:
            wins = x["pat"] > 1.2816 or (x["ra"] > 1 and x["pa"] > 0.5)
        best = s if wins else best
    return best


def majority(votes: Votes, people: list[str], statements: list[str], side: int) -> list[str]:
    """Majority consensus, at most five."""
    found = []
    for place, s in enumerate(statements):
        cell = count(votes, people, s)
        p = (cell[side] + 1) / (cell[2] + 2)
        test = 2 * math.sqrt(cell[2] + 1) * ((cell[side] + 1) / (cell[2] + 1) - 0.5)
        if p > 0.5 and test > 1.2816:
            found.append((-p * test, place, s))
    return [s for _, _, s in sorted(found)][:5]


def priority(agree: int, passed: int, n: int, extremity: float) -> float:
    """Priority of one statement."""
    importance = (1 - (passed + 1) / (n + 2)) * (extremity + 1) * (agree + 1) / (n + 2)
    return (importance * (1 + 8 * 2 ** (-n / 5))) ** 2

"""How many votes a right ranking takes, and who is left behind, by the rule that chooses the next statement.

    python benchmarks/routing.py [--quick] [FOLDER]

FOLDER holds `data/polis` (default: KHURAL_SHARED, or `shared` beside the repository). For each real conversation a
model of latent traits is fitted, 2,000 people like its people are drawn, and the vote of each on every statement: the
full information. People then come in any order, each as patient as somebody of that conversation, answer what the rule
shows them, and come back when all have been. Counts are renewed after ten people. Two figures: votes per statement
until the statements that are among the ten highest, by these votes or by full information, are ordered as by full
information (Kendall's tau >= .9, three times in a row); and the share of statements under 10 votes when there were 15
votes per statement. `fewest` is the least number of votes of a statement at the time the order was right. Ratios are to
uniform choice, as geometric means with 95 % intervals over draws (bootstrap).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from khural.commonground import VoteMatrix, read_votes  # noqa: E402  # after the path of the planted votes
from khural.commonground.bounds import lower_bounds  # noqa: E402  # the same
from khural.commonground.grouping.ballots import examined  # noqa: E402  # the same
from khural.commonground.grouping.dimensions import dimensions  # noqa: E402  # the same
from khural.commonground.grouping.scores import scores  # noqa: E402  # the same
from khural.commonground.grouping.traits import fitted_traits  # noqa: E402  # the same
from khural.commonground.opinionmap import extremity, opinion_map  # noqa: E402  # the same
from khural.commonground.priority import priorities  # noqa: E402  # the same
from khural.commonground.routing import FEWEST, WANTED, weights  # noqa: E402  # the same
from tests.commonground import planted  # noqa: E402  # the same

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Random = np.random.Generator
PEOPLE = 2000
PEOPLE_PER_BATCH = 10
GOAL = 0.9
IN_A_ROW = 3
LOOKED_AT = 15
RENEWED = 1.1


@dataclass(frozen=True, eq=False)
class Town:
    """Full information: votes (n, s), the group of each person (n), votes a person casts at a time (n)."""

    votes: npt.NDArray[np.int8]
    group: Ints
    patience: Ints


@dataclass(eq=False)
class Poll:
    """What is known so far: which cells are (n, s), counts by group (k, s, 3), extremity when last worked out."""

    town: Town
    known: npt.NDArray[np.bool_]
    counts: Ints
    extremity: Floats
    renewed_at: float = 0.0
    cast: list[Ints] = field(default_factory=list)

    @property
    def total(self) -> int:
        """Votes so far."""
        return int(self.counts.sum())

    def renew(self) -> None:
        """Count anew, and draw the map anew once there are a tenth more votes."""
        rows = np.concatenate(self.cast) if self.cast else np.empty((0, 2), np.int64)
        self.cast.clear()
        kind = np.array([1, 2, 0])[self.town.votes[rows[:, 0], rows[:, 1]] + 1]
        np.add.at(self.counts, (self.town.group[rows[:, 0]], rows[:, 1], kind), 1)
        if self.total > self.renewed_at * RENEWED:
            self.renewed_at = self.total
            at, of = np.nonzero(self.known)
            n, s = self.known.shape
            votes = VoteMatrix.from_codes(range(n), range(s), at, of, self.town.votes[at, of])
            self.extremity = extremity(opinion_map(votes).map, s)


Rule = Callable[[Poll, npt.NDArray[np.bool_]], Floats]


def uniform(_poll: Poll, left: npt.NDArray[np.bool_]) -> Floats:
    """All alike."""
    return np.ones(len(left))


def by_priority(poll: Poll, _left: npt.NDArray[np.bool_]) -> Floats:
    """Polis draws by its priority."""
    return priorities(poll.counts.sum(axis=0), poll.extremity)


def evened(poll: Poll, left: npt.NDArray[np.bool_]) -> Floats:
    """Ours, from numbers of votes alone."""
    return _ours(poll, left, False)


def ours(poll: Poll, left: npt.NDArray[np.bool_]) -> Floats:
    """Ours, from numbers of votes and the share of the group that favours a statement least."""
    return _ours(poll, left, True)


def _ours(poll: Poll, left: npt.NDArray[np.bool_], with_shares: bool) -> Floats:
    counts = dict(enumerate(poll.counts.sum(axis=(0, 2)).tolist()))
    already = set(np.flatnonzero(~left).tolist())
    shares = dict(enumerate(least_share(poll).tolist())) if with_shares else None
    found = np.zeros(len(left))
    weighed = weights(counts, already, shares)
    found[list(weighed)] = list(weighed.values())
    return found


def least_share(poll: Poll) -> Floats:
    """Share agreeing, half a vote added to either side, where it is least (s)."""
    agree, disagree = poll.counts[:, :, 0], poll.counts[:, :, 1]
    return np.asarray(((agree + 0.5) / (agree + disagree + 1)).min(axis=0), np.float64)


RULES: dict[str, Rule] = {"uniform": uniform, "Polis": by_priority, "ours, counts": evened, "ours": ours}


def ranking(counts: Ints) -> Ints:
    """Statements by the lower bound of the least favourable group, as the engine orders them: rank of each (s)."""
    bounds = lower_bounds(counts[:, :, 0], counts[:, :, 1]).min(axis=0)
    rank = np.empty(len(bounds), np.int64)
    rank[np.argsort(-bounds, kind="stable")] = np.arange(len(bounds))
    return rank


def likeness(found: Ints, full: Ints) -> float:
    """Kendall's tau of two rankings over the statements that are among the ten highest in either."""
    some = np.flatnonzero((found < WANTED) | (full < WANTED))
    a, b = found[some], full[some]
    signs = np.sign(a[:, None] - a) * np.sign(b[:, None] - b)
    return float(signs.sum() / max(len(some) * (len(some) - 1), 1))


def run(town: Town, rule: Rule, random: Random) -> tuple[float, float, float]:
    """Votes per statement until the ranking is right, share under 10 votes at 15, fewest votes of one at the end."""
    n, s = town.votes.shape
    k = int(town.group.max()) + 1
    poll = Poll(town, np.zeros((n, s), bool), np.zeros((k, s, 3), np.int64), np.full(s, np.nan))
    whole = np.stack([np.stack([(town.votes[town.group == g] == v).sum(0) for v in (1, -1, 0)], 1) for g in range(k)])
    full = ranking(whole)
    under, since, reached = np.nan, 0, np.nan
    while poll.total < n * s and (np.isnan(under) or np.isnan(reached)):
        order = random.permutation(n)
        for start in range(0, n, PEOPLE_PER_BATCH):
            for person in order[start : start + PEOPLE_PER_BATCH].tolist():
                _answer(poll, person, rule, random)
            poll.renew()
            if np.isnan(under) and poll.total >= LOOKED_AT * s:
                under = float((poll.counts.sum(axis=(0, 2)) < FEWEST).mean())
            since = since + 1 if likeness(ranking(poll.counts), full) >= GOAL else 0
            if since == IN_A_ROW and np.isnan(reached):
                reached, fewest = poll.total / s, float(poll.counts.sum(axis=(0, 2)).min())
    if np.isnan(reached):
        reached, fewest = poll.total / s, float(n)
    return reached, under, fewest


def _answer(poll: Poll, person: int, rule: Rule, random: Random) -> None:
    """One visit: weighted draws without replacement; what has no weight yet comes when the rest is answered."""
    left = ~poll.known[person]
    wanted = min(int(poll.town.patience[person]), int(left.sum()))
    late = random.exponential(size=len(left))
    while wanted:
        weight = np.where(left, rule(poll, left), 0.0)
        borne = np.flatnonzero(weight > 0)
        if not len(borne):
            borne, weight = np.flatnonzero(left), np.ones(len(left))
        taken = borne[np.argsort(late[borne] / weight[borne], kind="stable")[:wanted]]
        poll.known[person, taken] = True
        poll.cast.append(np.column_stack([np.full(len(taken), person), taken]))
        left[taken] = False
        wanted -= len(taken)


def like(votes: VoteMatrix) -> Callable[[Random], Town]:
    """Towns of 2,000 people like those of a real conversation, everybody's vote on everything drawn."""
    ballots = examined(votes)
    sides = ballots.only(ballots.values != 0)
    found = dimensions(ballots, 0)
    start = scores(ballots, found)[:, :3]
    model = fitted_traits(sides, start)
    n, s = ballots.shape
    on = np.bincount(ballots.columns, minlength=s)
    passing = (np.bincount(ballots.columns, ballots.values == 0, s) + 0.5) / (on + 5.0)
    patience = np.bincount(ballots.rows, minlength=n)

    def draw(random: Random) -> Town:
        who = random.integers(0, n, PEOPLE)
        roots = np.linalg.cholesky(model.covariance)[who]
        at = model.positions[who] + np.einsum("nab,nb->na", roots, random.standard_normal((PEOPLE, start.shape[1])))
        share = planted.logistic(model.items[:, 0] + at @ model.items[:, 1:].T)
        cast = np.where(random.random(share.shape) < share, 1, -1)
        cast[random.random(share.shape) < passing] = 0
        return Town(cast.astype(np.int8), np.zeros(PEOPLE, np.int64), patience[random.integers(0, n, PEOPLE)])

    return draw


def blocs(sizes: list[int], statements: int) -> Callable[[Random], Town]:
    """Towns of blocs that lean on three statements in five, each with a share of its own, and share the others."""

    def draw(random: Random) -> Town:
        k, n = len(sizes), sum(sizes)
        shared = random.beta(1.5, 1.5, statements)
        own = random.beta(0.8, 0.8, (k, statements))
        share = np.where(random.random(statements) < 0.6, own, shared)
        group = random.permutation(np.repeat(np.arange(k), sizes))
        cast = np.where(random.random((n, statements)) < share[group], 1, -1).astype(np.int8)
        cast[random.random(cast.shape) < 0.1] = 0
        return Town(cast, group, np.minimum(random.geometric(1 / 25, n) + 4, statements))

    return draw


def print_town(name: str, draw: Callable[[Random], Town], seeds: range, place: int) -> dict[str, Floats]:
    """One line per rule."""
    found = {rule: np.empty((len(seeds), 3)) for rule in RULES}
    for i, seed in enumerate(seeds):
        town = draw(np.random.default_rng([place, seed]))
        for rule, choose in RULES.items():
            found[rule][i] = run(town, choose, np.random.default_rng([place, seed, 1]))
    for rule, values in found.items():
        ratio = np.log(values[:, 0] / found["uniform"][:, 0])
        print(f"{name:28} {rule:14} {said(values[:, 0], ratio)}  {values[:, 1].mean():7.1%} {values[:, 2].mean():7.1f}")
    sys.stdout.flush()
    return {rule: np.column_stack([values, found["uniform"][:, 0]]) for rule, values in found.items()}


def said(values: Floats, ratio: Floats) -> str:
    """Median, and the ratio with its interval."""
    random = np.random.default_rng(0)
    means = ratio[random.integers(0, len(ratio), (2000, len(ratio)))].mean(axis=1)
    low, high = np.exp(np.quantile(means, [0.025, 0.975]))
    return f"{np.median(values):8.1f}  {np.exp(ratio.mean()):5.2f} ({low:.2f}-{high:.2f})"


def main() -> None:
    """Print the table."""
    arguments = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    first = next((int(a.split("=")[1]) for a in sys.argv if a.startswith("--first=")), 700)
    n = 3 if "--quick" in sys.argv else 8
    folder = Path(arguments[0] if arguments else os.environ.get("KHURAL_SHARED") or ROOT.parent / "shared")
    towns = {p.parent.name[:27]: like(read_votes(p)) for p in sorted((folder / "data/polis").glob("*/votes.csv"))}
    if not towns:
        sys.exit(f"no conversations in {folder}")
    towns["blocs 1000 v 1000, 80"] = blocs([1000, 1000], 80)
    towns["blocs 300 v 300 v 300, 150"] = blocs([300, 300, 300], 150)
    towns["blocs 800 v 200, 150"] = blocs([800, 200], 150)
    print(f"{'':28} {'rule':14} {'votes per statement, ratio':>29}  under 10  fewest")
    together = [
        print_town(name, draw, range(first, first + n), place) for place, (name, draw) in enumerate(towns.items())
    ]
    for rule in RULES:
        values = np.concatenate([found[rule] for found in together])
        ratio = np.log(values[:, 0] / values[:, 3])
        print(f"{'all':28} {rule:14} {said(values[:, 0], ratio)}  {values[:, 1].mean():7.1%}")


if __name__ == "__main__":
    main()

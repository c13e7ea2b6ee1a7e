"""What a ranking of candidate mediators says: plain frozen values, ready for a page, a table or a file.

States are ISO 3166-1 alpha-3 codes. None means unknown or not computed, never zero. Ranks start at 1; candidates with
equal scores share the better rank.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from khural.mediators.settings import Settings
from khural.mediators.tie import EnteredTie, Interval, RankInterval, Tie
from khural.messages import Message

NOT_COMPUTED = "not_computed"


@dataclass(frozen=True)
class Flag:
    """A possible stake: `value` is "yes", "no" or "unknown"; unknown is never no.

    `kind` is party, defence_pact, rivalry, dispute, sanctions, troops or trade_dependence. `year` is that of the
    evidence: of the pact, rivalry or dispute for yes, the last year looked at for no. Evidence too old to be carried
    forward makes the value unknown; `last_known` then says what it was in that year.
    """

    kind: str
    party: str | None
    value: str
    year: int | None
    source: str | None
    last_known: str | None = None


@dataclass(frozen=True)
class Presence:
    """An embassy: `direction` is "sends" (of the candidate in the party's capital) or "receives".

    `value` is "yes", "no" or "unknown" as of the day of the ranking; `since` as exact as the source gives it.
    """

    party: str
    direction: str
    value: str
    since: str | None
    source_url: str | None
    grade: str | None


@dataclass(frozen=True)
class Ablation:
    """What happens to the rank without one input: a party, a class of events, or another source in place of this one.

    `change` = rank without - rank with; its interval is over paired draws. None: cannot be ranked without it.
    """

    kind: str
    what: str
    rank: int | None
    change: int | None
    interval: RankInterval | None


@dataclass(frozen=True)
class SmallestChange:
    """The fewest events in one tie that would move the candidate across the border of the top k.

    `direction` is "out" or "in"; `more_conflict` and `less_cooperation` (for "in": less conflict, more cooperation)
    are each enough alone, None where no number of events is.
    """

    direction: str
    party: str
    conflict: int | None
    cooperation: int | None


@dataclass(frozen=True)
class Question:
    """What an envoy would have to learn: private unless the host decides otherwise.

    `best` and `worst` bound the rank over what the tie could turn out to be; `basis` is "distribution" (the known
    ties to that party) for an unknown tie, "interval" for an uncertain one.
    """

    state: str
    party: str
    basis: str
    best: int
    worst: int
    question: Message

    @property
    def spread(self) -> int:
        """How many ranks the answer can move the candidate."""
        return self.worst - self.best


@dataclass(frozen=True)
class ViewRank:
    """Where one view of bias puts the candidate; `partner` in the pair view, `side` = the party it is close to."""

    view: str
    rank: int | None
    score: float | None
    partner: str | None = None
    side: str | None = None


@dataclass(frozen=True)
class Pair:
    """Two partial mediators: `a` close to party `side_a`, `b` close to `side_b`; gap = |s(a,A) - s(b,B)|."""

    a: str
    side_a: str
    b: str
    side_b: str
    score: float
    gap: float
    rank: int


@dataclass(frozen=True)
class Insider:
    """A state inside the setting, at the table or near it: close to `side`, above the line with the other parties."""

    state: str
    side: str
    score: float
    rank: int
    flags: tuple[Flag, ...]


@dataclass(frozen=True)
class Candidate:
    """One state and everything the ranking knows of it.

    `standing` is "ranked" (all ties known, all at least cordial), "not_cordial" (a known tie under the line),
    "unknown" (a thin tie; see `thin`) or "missing" (not in the source). `suitability` is min over parties of s;
    `propensity` is not computed yet. `grid` = ranks over the sensitivity grid; `unrankable` = variants of the grid
    in which a tie becomes unknown. `balance` is how far apart the ties to the parties in conflict are. `entered` are
    ties entered by hand; `marked_rank` is the rank that counts those to parties entered by hand (armed groups), None
    where one is unknown: it must never be shown without saying so.
    """

    state: str
    standing: str
    ties: tuple[Tie, ...]
    weakest: str | None
    suitability: float | None
    interval: Interval | None
    rank: int | None
    rank_interval: RankInterval | None
    volume: float | None
    volume_score: float | None
    volume_rank: int | None
    volume_rank_interval: RankInterval | None
    grid: RankInterval | None
    unrankable: int
    flags: tuple[Flag, ...]
    views: tuple[ViewRank, ...]
    view_spread: int | None
    balance: float | None
    small: str
    presence: tuple[Presence, ...]
    entered: tuple[EnteredTie, ...] = ()
    marked_rank: int | None = None
    propensity: str = NOT_COMPUTED

    @property
    def thin(self) -> tuple[str, ...]:
        """The parties to which the tie is not known."""
        return tuple(tie.party for tie in self.ties if tie.status != "known")

    @property
    def stakes(self) -> tuple[Flag, ...]:
        """The flags that say yes."""
        return tuple(flag for flag in self.flags if flag.value == "yes")


@dataclass(frozen=True)
class Variant:
    """One setting of the sensitivity grid and the rank of every candidate that can be ranked under it.

    `kind` is smoothing, window, source, events (verbal or material), without (a party) or volume.
    """

    kind: str
    value: str
    ranks: Mapping[str, int]
    first: date
    last: date
    source: str


@dataclass(frozen=True)
class EnteredCandidate:
    """An organisation, person or state entered by hand, scored by the same formula where every tie is entered.

    It stands beside the ranking and never in it; `above` is the number of ranked states with a better score.
    """

    name: str
    kind: str
    ties: tuple[EnteredTie, ...]
    unknown: tuple[str, ...]
    weakest: str | None
    suitability: float | None
    above: int | None


@dataclass(frozen=True)
class Source:
    """What a reader must know of one source that entered the answer.

    `last` is the last day that could be read; `revised` marks an edition released only after the day of the ranking.
    """

    name: str
    title: str
    version: str
    licence: str
    sha256: str
    first: date
    last: date
    rows: int
    citation: str
    url: str
    share_missing: float
    age_years: float
    revised: bool


@dataclass(frozen=True)
class Finding:
    """The answer to "who can mediate between these parties?".

    `entered_parties` were entered by hand and do not count in `rank`. `candidates` come in order: ranked by
    suitability, then not cordial, unknown, missing, each by score or code.
    `reaches_to` is the last day of evidence in the window's source. `resampling` is "poisson" or "week_blocks".
    """

    parties: tuple[str, ...]
    stakeholders: tuple[str, ...]
    settings: Settings
    candidates: tuple[Candidate, ...]
    pairs: tuple[Pair, ...]
    insiders: tuple[Insider, ...]
    grid: tuple[Variant, ...]
    entered: tuple[EnteredCandidate, ...]
    entered_parties: tuple[str, ...]
    rarity: Mapping[str, int]
    reaches_to: date
    resampling: str
    sources: tuple[Source, ...]
    messages: tuple[Message, ...]

    @property
    def table(self) -> tuple[str, ...]:
        """Everybody whose tie counts: the parties, then the stakeholders."""
        return self.parties + self.stakeholders

    def of(self, standing: str) -> tuple[Candidate, ...]:
        """The candidates of one standing, in order."""
        return tuple(c for c in self.candidates if c.standing == standing)

    def candidate(self, state: str) -> Candidate:
        """The candidate `state`; KeyError when it is none."""
        for candidate in self.candidates:
            if candidate.state == state:
                return candidate
        raise KeyError(state)

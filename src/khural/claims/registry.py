"""Which function checks which claim."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from khural.claims.records import Check, Line
from khural.messages import Message, Value


@dataclass(frozen=True)
class Outcome:
    """What a check function returns: its state, one sentence with the numbers in it, and the data behind them."""

    status: str
    said: Message
    lines: tuple[Line, ...]


CheckFunction = Callable[[], Outcome]


@dataclass(frozen=True)
class Registered:
    """A check function with the claims it checks and the tables it reads."""

    claims: tuple[int, ...]
    data: tuple[str, ...]
    function: CheckFunction

    @property
    def code(self) -> str:
        """Where the code stands."""
        return f"{self.function.__module__}.{self.function.__name__}"

    def run(self, claim: int) -> Check:
        """Compute it now."""
        found = self.function()
        return Check(claim, found.status, found.said, found.lines, self.data, self.code)


CHECKS: dict[int, Registered] = {}


def checks(*claims: int, data: Iterable[str]) -> Callable[[CheckFunction], CheckFunction]:
    """Register the function under it as the check of `claims`, which reads `data`."""

    def register(function: CheckFunction) -> CheckFunction:
        entry = Registered(claims, tuple(data), function)
        for claim in claims:
            assert claim not in CHECKS, claim
            CHECKS[claim] = entry
        return function

    return register


def outcome(status: str, code: str, lines: Iterable[Line], **params: Value) -> Outcome:
    """An outcome whose sentence is the message `claims.<code>`, its data by date, undated ones last."""
    ordered = sorted(lines, key=lambda line: line.date or "9999")
    return Outcome(status, Message(f"claims.{code}", params), tuple(ordered))

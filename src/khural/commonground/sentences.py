"""The result in a few sentences, as message codes that any language can say."""

from __future__ import annotations

from khural.commonground.agreement import Ranking
from khural.commonground.result import CommonGround
from khural.messages import Message

SHOWN = 3
# A bound below this is no common ground to speak of.
LEAST = 0.5
FEW = 30


def summary(result: CommonGround) -> tuple[Message, ...]:
    """What a reader must know first: who took part, what is agreed and rejected, groups or the spread, bridging.

    Shares are parameters from 0 to 100, whole numbers; statements are named by their identifiers.
    """
    said = [_shape(result)]
    if not result.totals.sum():
        return tuple(said)
    said += _listed(result, result.common_ground, "commonground.summary_agreed", "commonground.summary_none_agreed")
    said += _listed(result, result.common_ground_against, "commonground.summary_rejected", None)
    said.append(result.groups_reason)
    said += _spread(result)
    said += _bridging(result)
    if len(result.participants) < FEW:
        said.append(Message("commonground.summary_few", {"people": len(result.participants)}))
    return tuple(said)


def _shape(result: CommonGround) -> Message:
    params = {
        "people": len(result.participants),
        "statements": len(result.statements),
        "votes": int(result.totals.sum()),
    }
    return Message("commonground.summary_shape", params)


def _listed(result: CommonGround, bounds: Ranking, code: str, none: str | None) -> list[Message]:
    sure = [entry for entry in bounds[:SHOWN] if entry.bound >= LEAST]
    among = "parties" if result.parties else "groups" if result.groups else "everybody"
    if not sure:
        return [Message(none)] if none else []
    return [
        Message(f"{code}_{among}", {"statement": result.statements[entry.statement], "bound": int(100 * entry.bound)})
        for entry in sure
    ]


def _spread(result: CommonGround) -> list[Message]:
    if result.spread is None:
        return []
    spread = result.spread
    said = [
        Message(
            "commonground.summary_turning",
            {"turning": int(spread.turns.sum()), "statements": len(spread.turns), "dimensions": spread.dimensions},
        )
    ]
    best = int(spread.across.argmax())
    if spread.across[best] >= LEAST:
        name = result.statements[int(spread.statements[best])]
        said.append(
            Message("commonground.summary_across", {"statement": name, "bound": int(100 * spread.across[best])})
        )
    return said


def _bridging(result: CommonGround) -> list[Message]:
    found = result.bridging
    if found is None or not len(found.low):
        return []
    best = int(found.low.argmax())
    said = []
    if found.low[best] > 0:
        name = result.statements[int(found.statements[best])]
        said.append(Message(f"commonground.summary_bridging_{found.by}", {"statement": name}))
    if found.examined:
        said.append(Message("commonground.summary_bridges", {"count": found.bridges, "people": found.examined}))
    return said

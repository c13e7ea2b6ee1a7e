"""The result as JSON-ready values. Identifiers are strings, what is missing is null, never zero."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

import khural
from khural.commonground.agreement import Bound, Shares
from khural.commonground.counts import AGREE, DISAGREE, PASS
from khural.commonground.ids import IntArray
from khural.commonground.informed import MajorityEntry
from khural.commonground.opinionmap import OpinionMap
from khural.commonground.representative import Representative
from khural.commonground.result import CommonGround, Groups, Json, Parties
from khural.commonground.structure_document import bridging_document, spread_document
from khural.messages import Message, english

SCHEMA = "khural.commonground/1"


def document(result: CommonGround) -> Json:
    """Every key of the result, in the order of the documentation."""
    names = result.statements
    return {
        "schema": SCHEMA,
        "library": {"name": "khural", "version": khural.__version__},
        "seed": result.seed,
        "input_hash": result.input_hash,
        "shape": _shape(result),
        "statements": _statements(result),
        "group_consensus": None if result.group_consensus is None else dict(result.group_consensus),
        "group_consensus_against": (
            None if result.group_consensus_against is None else dict(result.group_consensus_against)
        ),
        "groups": None if result.groups is None else _groups(result.groups, names),
        "groups_reason": _message(result.groups_reason),
        "spread": None if result.spread is None else spread_document(result.spread, result),
        "consensus": {
            "agree": [_majority(entry, names) for entry in result.consensus.agree],
            "disagree": [_majority(entry, names) for entry in result.consensus.disagree],
        },
        "parties": None if result.parties is None else _parties(result.parties, names, result.floor),
        "common_ground": _bounds(result.common_ground, result),
        "common_ground_against": _bounds(result.common_ground_against, result),
        "bridging": None if result.bridging is None else bridging_document(result.bridging, names),
        "map": None if result.map is None else _map(result.map, result),
        "messages": [_message(message) for message in result.messages],
    }


def _shape(result: CommonGround) -> Json:
    return {
        "participants": len(result.participants),
        "statements": len(result.statements),
        "votes": int(result.totals.sum()),
        "in_map": int(result.in_map.sum()),
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _statements(result: CommonGround) -> list[Json]:
    return [
        {
            "id": name,
            **_tally(result.totals[i], result.shares, (i,)),
            "extremity": _number(result.extremity[i]),
            "priority": _number(result.priority[i]),
            "rejected": name in result.rejected,
            "meta": name in result.meta,
        }
        for i, name in enumerate(result.statements)
    ]


def _tally(counts: IntArray, shares: Shares, place: tuple[int, ...]) -> Json:
    return {
        "n": int(shares.n[place]),
        "agree": int(counts[AGREE]),
        "disagree": int(counts[DISAGREE]),
        "pass": int(counts[PASS]),
        "share": _number(shares.share[place]),
        "interval": [float(shares.low[place]), float(shares.high[place])],
    }


def _groups(groups: Groups, names: Sequence[str]) -> Json:
    return {
        "k": len(groups.labels),
        "members": {label: list(members) for label, members in groups.members.items()},
        "sizes": {label: len(members) for label, members in groups.members.items()},
        "stability": groups.stability,
        "representative": {
            label: [_representative(entry, names) for entry in entries]
            for label, entries in groups.representative.items()
        },
    }


def _representative(entry: Representative, names: Sequence[str]) -> Json:
    return {
        "statement": names[entry.statement],
        "direction": entry.direction,
        "n_success": entry.n_success,
        "n_trials": entry.n_trials,
        "p_success": entry.p_success,
        "p_test": entry.p_test,
        "repness": entry.repness,
        "repness_test": entry.repness_test,
        "best_agree": entry.best_agree,
    }


def _majority(entry: MajorityEntry, names: Sequence[str]) -> Json:
    return {
        "statement": names[entry.statement],
        "n_success": entry.n_success,
        "n_trials": entry.n_trials,
        "p_success": entry.p_success,
        "p_test": entry.p_test,
    }


def _parties(parties: Parties, names: Sequence[str], floor: int) -> Json:
    found: Json = {}
    for p, label in enumerate(parties.labels):
        cells: Json = {}
        for c, name in enumerate(names):
            is_enough = parties.shares.n[p, c] >= floor
            cells[name] = (
                _tally(parties.counts[p, c], parties.shares, (p, c)) if is_enough else {"not_enough_votes": True}
            )
        found[label] = {"people": int(parties.sizes[p]), "statements": cells}
    return found


def _bounds(bounds: Iterable[Bound], result: CommonGround) -> list[Json]:
    among = "parties" if result.parties else "groups" if result.groups else "everybody"
    return [
        {"statement": result.statements[entry.statement], "bound": entry.bound, "least": entry.least, "among": among}
        for entry in bounds
    ]


def _map(found: OpinionMap, result: CommonGround) -> Json:
    on_map = [i for i in range(len(result.statements)) if not math.isnan(found.statements[i, 0])]
    return {
        "participants": dict(zip(result.participants, found.participants.tolist(), strict=True)),
        "outside": [name for name, inside in zip(result.participants, result.in_map, strict=True) if not inside],
        "statements": {result.statements[i]: found.statements[i].tolist() for i in on_map},
        "components": {result.statements[i]: found.axes[:, i].tolist() for i in on_map},
        "means": {result.statements[i]: float(found.means[i]) for i in on_map},
        "explained_variance": found.explained.tolist(),
    }


def _message(message: Message) -> dict[str, Any]:
    return {"code": message.code, "params": dict(message.params), "text": english(message)}

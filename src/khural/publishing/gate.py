"""The gate: from counted ballots to what may be shown. Pure, and the only maker of `Published`."""

from __future__ import annotations

from collections.abc import Mapping

import khural
from khural.publishing.auditing import audit, turnout_of
from khural.publishing.checks import check
from khural.publishing.coding import Scale, Scales, plain_scales, rounded, safe_scales
from khural.publishing.inference import Kind
from khural.publishing.order import in_order
from khural.publishing.policy import ClosedPolicy, PublishError
from khural.publishing.published import (
    GATE_KEY,
    Band,
    CellReason,
    Published,
    PublishedCell,
    PublishedStatement,
    PublishedTotal,
    TotalReason,
)
from khural.publishing.suppression import reasons
from khural.publishing.tally import PartyTally, RoundTally, StatementTally


def publish(
    tally: RoundTally, policy: ClosedPolicy, previous: Published | tuple[Published, ...] | None = None
) -> Published:
    """What may be shown of a closed round.

    `previous`: what was published earlier in the same edition; its bands and totals are not shown a second time.
    Everything withheld is withheld by numbers of voters, consent and bands shown, never by totals or hidden answers.
    Raises PublishError if the tally cannot be right, or if the audit of the result finds a vote that is certain.
    """
    check(tally)
    earlier = () if previous is None else previous if isinstance(previous, tuple) else (previous,)
    result = _assemble(tally, policy, earlier)
    if policy.audited:
        for insiders in (0, 1):
            for found in audit(result, tally.seats, insiders, turnout_of(tally)):
                raise PublishError("publishing.audit_failed", statement=found.statement)
    return result


def _assemble(tally: RoundTally, policy: ClosedPolicy, earlier: tuple[Published, ...]) -> Published:
    banded = policy.already_banded.union(*(before.banded for before in earlier))
    totalled = {row.statement for before in earlier for row in before.statements if row.agree.reason == "shown"}
    totalled |= {row.statement for before in earlier for row in before.statements if row.disagree.reason == "shown"}
    parties = sorted(party for party, _ in tally.seats)
    rows = [
        _row(number, _by_party(row, parties), row.statement, policy, banded, row.statement in totalled)
        for number, row in enumerate(tally.statements, start=1)
    ]
    seats = sum(count for _, count in tally.seats)
    room = plain_scales(seats, policy.rounding, policy.top_coding).agree
    return Published(
        round=tally.round,
        parties=tuple(parties),
        party_view=policy.party_view,
        floor=policy.floor,
        share=policy.share,
        rounding=policy.rounding,
        turnout=_total(tally.voters, seats, room, "too_few_voters" if tally.voters < policy.total_floor else "shown"),
        statements=in_order(rows),
        library_version=khural.__version__,
        weakened=policy.weakened(),
        key=GATE_KEY,
    )


def _by_party(row: StatementTally, parties: list[str]) -> dict[str, PartyTally]:
    counted = {part.party: part for part in row.parties}
    return {party: counted.get(party, PartyTally(party, 0, 0, 0)) for party in parties}


def _row(
    number: int,
    parts: Mapping[str, PartyTally],
    statement: str,
    policy: ClosedPolicy,
    banded: frozenset[tuple[str, str]],
    totalled: bool,
) -> PublishedStatement:
    spent = [party for party in parts if (party, statement) in banded]
    why = reasons({party: part.voters for party, part in parts.items()}, spent, policy)
    cells = tuple(_cell(part, why[party], policy) for party, part in parts.items())
    voters = sum(part.voters for part in parts.values())
    scales, reason = _scales(parts, cells, policy, totalled and policy.once)
    agree = sum(part.agree for part in parts.values())
    disagree = sum(part.disagree for part in parts.values())
    return PublishedStatement(
        statement=statement,
        number=number,
        agree=_total(agree, voters, scales.agree, reason),
        disagree=_total(disagree, voters, scales.disagree, reason),
        cells=cells,
    )


def _cell(part: PartyTally, reason: CellReason, policy: ClosedPolicy) -> PublishedCell:
    return PublishedCell(part.party, _band(part, policy) if reason == "shown" else None, reason)


def _band(part: PartyTally, policy: ClosedPolicy) -> Band:
    most = policy.majority(part.voters)
    if part.agree >= most:
        return "mostly_agree"
    return "mostly_disagree" if part.disagree >= most else "mixed"


def _scales(
    parts: Mapping[str, PartyTally], cells: tuple[PublishedCell, ...], policy: ClosedPolicy, totalled: bool
) -> tuple[Scales, TotalReason]:
    """How the totals of one statement are coded; this sees numbers of voters and bands, and no count of answers."""
    voters = [(parts[cell.party].voters, cell.band) for cell in cells]
    everybody = sum(count for count, _ in voters)
    if everybody < policy.total_floor:
        return Scales(None, None), "too_few_voters"
    if totalled:
        return Scales(None, None), "already_published"
    if not policy.audited:
        return plain_scales(everybody, policy.rounding, policy.top_coding), "shown"
    kinds = sorted(Kind(count, policy.majority(count), band or "") for count, band in voters if count)
    return safe_scales(tuple(kinds), policy.rounding), "shown"


def _total(count: int, voters: int, scale: Scale | None, reason: TotalReason) -> PublishedTotal:
    if reason != "shown":
        return PublishedTotal(None, None, None, reason)
    if scale is None:
        return PublishedTotal(None, None, None, "would_disclose")
    about, coding = scale.coded(count)
    return PublishedTotal(about, rounded(voters, scale.rounding), coding, "shown")

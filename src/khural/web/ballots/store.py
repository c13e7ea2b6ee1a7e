"""The only functions that query ballots. A test holds this list; add to it only what confidentiality allows.

A credential is known here by the SHA-256 of a derived value, never by a token. Answers are -1, 0, 1, as in every vote
file; on disk they are codes of one width, so that no answer moves a row.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count

from khural import credentials
from khural.publishing import PartyTally, RoundTally, StatementTally
from khural.web.ballots import durability
from khural.web.ballots.models import (
    AGREE,
    DISAGREE,
    NOT_ANSWERED,
    PASS,
    AuthorCredential,
    Ballot,
    BallotCredential,
    CloseStamp,
    MemberCredential,
    Offer,
)

__all__ = [
    "Erasure",
    "count",
    "delegation_of",
    "delete_edition",
    "delete_round",
    "is_stamped",
    "issue",
    "may_vote",
    "open_statements",
    "own_votes",
    "reissue",
    "rounds_with_ballots",
    "stamp",
    "unerased_rounds",
    "vote",
]

CODES = {-1: DISAGREE, 0: PASS, 1: AGREE}
ANSWERS = {code: answer for answer, code in CODES.items()}


@dataclass(frozen=True)
class Erasure:
    """What deletion removed, and how many removed hashes still stand in the raw bytes (None: no file to read)."""

    ballots: int
    credentials: int
    still_in_bytes: int | None


def issue(edition: int, delegation: int, seats: int, salt: bytes) -> tuple[bytes, ...]:
    """Store the fingerprints of `seats` tokens of one delegation and return the tokens, which nobody keeps."""
    made = credentials.issue(seats, salt)
    with durability.write():
        _insert(made, edition, delegation)
    return made.tokens


def _insert(made: credentials.Issue, edition: int, delegation: int) -> None:
    slots = _slots_left(edition)
    MemberCredential.objects.bulk_create(
        MemberCredential(hash=value, edition_id=edition, delegation_id=delegation) for value in sorted(made.members)
    )
    ballot = sorted((value, slot) for slot in slots for value in made.ballots[slot])
    BallotCredential.objects.bulk_create(
        BallotCredential(hash=value, edition_id=edition, slot=slot, delegation_id=delegation) for value, slot in ballot
    )
    _insert_authors(((value, slot) for slot in slots for value in made.authors[slot]), edition)


def _slots_left(edition: int) -> set[int]:
    # The hashes of a published round are gone from its slot, and sheets drawn later bring none back.
    if not MemberCredential.objects.filter(edition_id=edition).exists():
        return set(range(credentials.SLOTS))
    return set(BallotCredential.objects.filter(edition_id=edition).values_list("slot", flat=True).distinct())


def _insert_authors(fresh: Iterable[tuple[str, int]], edition: int) -> None:
    # Rewritten whole and sorted: rows appended per delegation would tell whose author they are by where they lie.
    q = AuthorCredential.objects.filter(edition_id=edition)
    rows = sorted([*q.values_list("hash", "slot"), *fresh])
    q.delete()
    AuthorCredential.objects.bulk_create(
        AuthorCredential(hash=value, edition_id=edition, slot=slot) for value, slot in rows
    )


def reissue(edition: int, delegation: int, seats: int, salt: bytes) -> tuple[bytes, ...]:
    """Revoke every sheet of a delegation, drop its ballots in rounds still open, and issue anew."""
    made = credentials.issue(seats, salt)
    members = MemberCredential.objects.filter(edition_id=edition, delegation_id=delegation)
    voters = BallotCredential.objects.filter(edition_id=edition, delegation_id=delegation)
    with durability.write():
        lost = list(voters.values_list("hash", flat=True))
        dropped = Ballot.objects.filter(credential_hash__in=lost)
        stamped = CloseStamp.objects.values_list("round_id", flat=True)
        versions = set(dropped.exclude(round_id__in=list(stamped)).values_list("round_id", "version_id"))
        slots = _slots(versions, lost)
        dropped.filter(round_id__in=[round_id for round_id, _ in versions]).delete()
        members.update(is_revoked=True)
        voters.update(is_revoked=True)
        _insert(made, edition, delegation)
        for round_id, version_id in sorted(versions):
            fresh = voters.filter(slot=slots[round_id], is_revoked=False)
            _create_rows(round_id, version_id, fresh.values_list("hash", flat=True))
    return made.tokens


def _slots(versions: Iterable[tuple[int, int]], hashes: list[str]) -> dict[int, int]:
    slot_of = dict(BallotCredential.objects.filter(hash__in=hashes).values_list("hash", "slot"))
    rounds = {round_id for round_id, _ in versions}
    pairs = Ballot.objects.filter(round_id__in=rounds, credential_hash__in=hashes)
    return {round_id: slot_of[value] for round_id, value in pairs.values_list("round_id", "credential_hash")}


def delegation_of(edition: int, member_hash: str) -> int | None:
    """The delegation whose sheet this is, or None for an unknown or revoked one."""
    q = MemberCredential.objects.filter(edition_id=edition, hash=member_hash, is_revoked=False)
    return q.values_list("delegation_id", flat=True).first()


def may_vote(edition: int, slot: int, ballot_hash: str) -> bool:
    """Whether this credential votes in the round of `slot`."""
    q = BallotCredential.objects.filter(edition_id=edition, slot=slot, hash=ballot_hash, is_revoked=False)
    return q.exists()


def open_statements(round_id: int, edition: int, slot: int, versions: Collection[int]) -> None:
    """Create one unanswered row per credential and statement version, in hash order.

    Repeating it changes nothing; a stamped round gets no rows.
    """
    q = BallotCredential.objects.filter(edition_id=edition, slot=slot, is_revoked=False)
    with durability.write():
        if CloseStamp.objects.filter(round_id=round_id).exists():
            return
        eligible = list(q.values_list("hash", flat=True))
        for version_id in versions:
            if not Ballot.objects.filter(version_id=version_id).exists():
                _create_rows(round_id, version_id, eligible)


def _create_rows(round_id: int, version_id: int, hashes: Iterable[str]) -> None:
    Ballot.objects.bulk_create(
        Ballot(round_id=round_id, version_id=version_id, credential_hash=value) for value in sorted(hashes)
    )


def vote(round_id: int, version_id: int, ballot_hash: str, answer: int | None) -> bool:
    """Set one answer; None takes it back. False, and nothing changed, when the round is stamped or there is no row."""
    code = NOT_ANSWERED if answer is None else CODES[answer]
    with durability.write():
        if CloseStamp.objects.filter(round_id=round_id).exists():
            return False
        q = Ballot.objects.filter(round_id=round_id, version_id=version_id, credential_hash=ballot_hash)
        return q.update(answer=code) == 1


def own_votes(round_id: int, ballot_hash: str) -> dict[int, int | None]:
    """Statement version -> own answer, None where not answered."""
    q = Ballot.objects.filter(round_id=round_id, credential_hash=ballot_hash)
    return {version: ANSWERS.get(code) for version, code in q.values_list("version_id", "answer")}


def stamp(round_id: int) -> None:
    """After this no vote of the round counts or is acknowledged."""
    with durability.write():
        durability.wait_for_writers(CloseStamp._meta.db_table)
        CloseStamp.objects.get_or_create(round_id=round_id)


def is_stamped(round_id: int) -> bool:
    """Whether the round is closed for good."""
    return CloseStamp.objects.filter(round_id=round_id).exists()


def count(round_id: int, edition: int, slot: int, seats: Iterable[tuple[int, int]]) -> RoundTally:
    """Counts per statement version and delegation, for the gate and for nobody else.

    `seats`: (delegation, seats) pairs of the edition. Versions and delegations stand in the order of their number.
    """
    delegation = dict(
        BallotCredential.objects.filter(edition_id=edition, slot=slot, is_revoked=False).values_list(
            "hash", "delegation_id"
        )
    )
    q = Ballot.objects.filter(round_id=round_id, credential_hash__in=delegation.keys())
    answered = q.exclude(answer=NOT_ANSWERED)
    parties = [number for number, _ in seats]
    counts: dict[int, dict[int, dict[int, int]]] = {
        version: {number: dict.fromkeys(ANSWERS, 0) for number in parties}
        for version in q.values_list("version_id", flat=True).distinct()
    }
    for version, value, code in answered.values_list("version_id", "credential_hash", "answer"):
        counts[version][delegation[value]][code] += 1
    return RoundTally(
        round=str(round_id),
        seats=tuple((str(number), places) for number, places in seats),
        statements=tuple(_statement_tally(version, counts[version]) for version in sorted(counts)),
        voters=answered.aggregate(n=Count("credential_hash", distinct=True))["n"],
    )


def _statement_tally(version: int, counts: dict[int, dict[int, int]]) -> StatementTally:
    parties = tuple(
        PartyTally(party=str(number), agree=by_code[AGREE], disagree=by_code[DISAGREE], passed=by_code[PASS])
        for number, by_code in counts.items()
    )
    return StatementTally(statement=str(version), parties=parties)


def rounds_with_ballots() -> set[int]:
    """The rounds of which any ballot row is left."""
    return set(Ballot.objects.values_list("round_id", flat=True).distinct())


def unerased_rounds() -> set[int]:
    """The stamped rounds whose deletion has not been carried to its end."""
    return set(CloseStamp.objects.filter(is_erased=False).values_list("round_id", flat=True))


def delete_round(round_id: int, edition: int, slot: int) -> Erasure:
    """Delete a round's ballots, offers, ballot and author hashes; then look for the hashes in the raw bytes.

    Interrupted anywhere, the round stays among `unerased_rounds`, and deleting it again goes through every step.
    """
    voters = BallotCredential.objects.filter(edition_id=edition, slot=slot)
    authors = AuthorCredential.objects.filter(edition_id=edition, slot=slot)
    with durability.write():
        hashes = [*voters.values_list("hash", flat=True), *authors.values_list("hash", flat=True)]
        ballots, _ = Ballot.objects.filter(round_id=round_id).delete()
        Offer.objects.filter(round_id=round_id).delete()
        voters.delete()
        authors.delete()
    durability.compact()
    with durability.write():
        CloseStamp.objects.update_or_create(round_id=round_id, defaults={"is_erased": True})
    return Erasure(ballots=ballots, credentials=len(hashes), still_in_bytes=durability.raw_hits(hashes))


def delete_edition(edition: int, rounds: Collection[int]) -> Erasure:
    """Delete everything that any token of an edition ever led to."""
    tables = (MemberCredential, BallotCredential, AuthorCredential)
    with durability.write():
        hashes: list[str] = []
        ballots, _ = Ballot.objects.filter(round_id__in=rounds).delete()
        Offer.objects.filter(round_id__in=rounds).delete()
        CloseStamp.objects.filter(round_id__in=rounds).delete()
        for table in tables:
            q = table.objects.filter(edition_id=edition)
            hashes += q.values_list("hash", flat=True)
            q.delete()
    durability.compact()
    return Erasure(ballots=ballots, credentials=len(hashes), still_in_bytes=durability.raw_hits(hashes))

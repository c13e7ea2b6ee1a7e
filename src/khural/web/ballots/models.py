"""What lies in the ballot file. Only khural.web.ballots touches these tables.

No row has a time, a key to a person, or a place in an order of arrival: credential rows are inserted in the order of
their hash, ballot rows exist before anybody votes, and an answer always takes the same width (docs/confidentiality.md).
"""

from __future__ import annotations

from django.db import models

NOT_ANSWERED, DISAGREE, PASS, AGREE = 2, 3, 4, 5


class MemberCredential(models.Model):
    """Lets a token into an edition."""

    hash = models.CharField(max_length=64, primary_key=True)
    edition_id = models.BigIntegerField(db_index=True)
    delegation_id = models.BigIntegerField()
    is_revoked = models.BooleanField(default=False)


class BallotCredential(models.Model):
    """Lets a token vote in the round of one slot."""

    hash = models.CharField(max_length=64, primary_key=True)
    edition_id = models.BigIntegerField()
    slot = models.PositiveSmallIntegerField()
    delegation_id = models.BigIntegerField()
    is_revoked = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["edition_id", "slot"])]


class AuthorCredential(models.Model):
    """Lets a token offer statements in the round of one slot; it does not say for which delegation."""

    hash = models.CharField(max_length=64, primary_key=True)
    edition_id = models.BigIntegerField()
    slot = models.PositiveSmallIntegerField()


class Ballot(models.Model):
    """One credential's answer to one statement version. Created with the statement, changed by UPDATE only."""

    round_id = models.BigIntegerField()
    version_id = models.BigIntegerField()
    credential_hash = models.CharField(max_length=64)
    answer = models.PositiveSmallIntegerField(default=NOT_ANSWERED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["credential_hash", "version_id"], name="one_ballot"),
            models.CheckConstraint(condition=models.Q(answer__gte=2, answer__lte=5), name="answer_width"),
        ]
        indexes = [models.Index(fields=["round_id", "version_id"])]


class CloseStamp(models.Model):
    """After this row exists no vote of the round counts or is acknowledged. `is_erased`: its ballots are gone."""

    round_id = models.BigIntegerField(primary_key=True)
    is_erased = models.BooleanField(default=False)


class Offer(models.Model):
    """A statement a delegate offered, until it is decided. The table is kept in the order of its random keys."""

    key = models.CharField(max_length=32, primary_key=True)
    round_id = models.BigIntegerField()
    author_hash = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10)
    basket_id = models.BigIntegerField(null=True)
    text = models.TextField()
    state = models.CharField(max_length=10, default="waiting")
    reason = models.CharField(max_length=300, blank=True)

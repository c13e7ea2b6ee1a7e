"""Credentials, ballots and offers of open consultations. Only khural.web.ballots touches these tables.

They lie in the main database, so that any number of web processes can vote there. No row has a time, a key to a person
or a key to another table; what lets somebody in and what their ballots are known by are derived apart, and nothing
stored joins the two. The order in which people came can be read in the files until the table is written anew.
"""

from __future__ import annotations

from django.db import models

NOT_ANSWERED, DISAGREE, PASS, AGREE = 2, 3, 4, 5


class Participant(models.Model):
    """Lets a credential into one consultation. `batch_id` is the batch of printed codes it came from, if any."""

    hash = models.CharField(max_length=64, primary_key=True)
    round_id = models.BigIntegerField(db_index=True)
    batch_id = models.BigIntegerField(null=True)
    is_revoked = models.BooleanField(default=False)


class OpenBallot(models.Model):
    """The last answer of one credential to one statement version; made by the first answer.

    `voter` is 64 bits of the ballot key's fingerprint. `batch` is the number of the batch that took the answer: with it
    the recomputation reads what has changed and nothing else. An answer that was taken back stays until the next batch
    has read that it was, and is then deleted.
    """

    round_id = models.BigIntegerField()
    version_id = models.BigIntegerField()
    voter = models.BigIntegerField()
    answer = models.PositiveSmallIntegerField()
    batch = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["voter", "version_id"], name="one_open_ballot"),
            models.CheckConstraint(condition=models.Q(answer__gte=2, answer__lte=5), name="open_answer_width"),
        ]
        indexes = [models.Index(fields=["round_id", "batch"], name="open_ballot_by_batch")]


class OpenOffer(models.Model):
    """A statement somebody offered, until it is decided. Shown to the coordinator in batches of authors only."""

    key = models.CharField(max_length=32, primary_key=True)
    round_id = models.BigIntegerField(db_index=True)
    author_hash = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10)
    text = models.TextField()
    state = models.CharField(max_length=10, default="waiting")
    reason = models.CharField(max_length=300, blank=True)

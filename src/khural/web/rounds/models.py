"""Rounds with their phase; statements with versions and a translation row per language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from khural.web.cases.models import SLOTS, Basket, Edition, Named


class Kind(models.TextChoices):
    CLOSED = "closed", pgettext_lazy("kind of round", "closed round")
    OPEN = "open", pgettext_lazy("kind of round", "open consultation")
    IMPORTED = "imported", pgettext_lazy("kind of round", "imported")
    REHEARSAL = "rehearsal", pgettext_lazy("kind of round", "rehearsal")


# Rounds of the table, whose ballots lie in the file of their own.
TABLE_KINDS = (Kind.CLOSED, Kind.REHEARSAL)


class Phase(models.TextChoices):
    PREPARING = "preparing", pgettext_lazy("phase", "preparing")
    COLLECTING = "collecting", pgettext_lazy("phase", "collecting")
    VOTING = "voting", pgettext_lazy("phase", "voting")
    CLOSED = "closed", pgettext_lazy("phase", "closed")
    PUBLISHED = "published", pgettext_lazy("phase", "published")
    ENDED = "ended", pgettext_lazy("phase", "ended without results")


class Round(Named):
    """One of an edition's 40 slots. `phase` decides which verbs are allowed (rounds.permissions)."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rounds")
    slug = models.SlugField(max_length=60)
    slot = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.CLOSED)
    phase = models.CharField(max_length=10, choices=Phase, default=Phase.PREPARING)
    source_language = models.CharField(_("source language"), max_length=10, default="en")
    languages = models.JSONField(default=list)
    closes_at = models.DateTimeField(_("announced end of voting"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["edition", "slot"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="round_slug_per_edition"),
            models.UniqueConstraint(fields=["edition", "slot"], name="one_round_per_slot"),
            models.CheckConstraint(condition=models.Q(slot__lt=SLOTS), name="slot_exists"),
        ]

    @property
    def is_rehearsal(self) -> bool:
        """Whether everything in this round is invented."""
        return self.kind == Kind.REHEARSAL or (self.kind == Kind.OPEN and self.edition.is_rehearsal)

    @property
    def is_at_table(self) -> bool:
        """Whether this is a round of the table, not of the square."""
        return self.kind in TABLE_KINDS


class StatementState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("statement", "draft")
    READY = "ready", pgettext_lazy("statement", "ready to open")
    OPEN = "open", pgettext_lazy("statement", "open to vote")
    WITHDRAWN = "withdrawn", pgettext_lazy("statement", "withdrawn")


class Origin(models.TextChoices):
    SECRETARIAT = "secretariat", pgettext_lazy("origin of a statement", "secretariat")
    OFFERED = "offered", pgettext_lazy("origin of a statement", "offered by a delegate")


class Statement(models.Model):
    """One idea to vote on. Its wording lives in versions; `number` is the statement order of the round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveSmallIntegerField()
    basket = models.ForeignKey(Basket, on_delete=models.SET_NULL, null=True, blank=True, related_name="statements")
    state = models.CharField(max_length=10, choices=StatementState, default=StatementState.DRAFT)
    origin = models.CharField(max_length=12, choices=Origin, default=Origin.SECRETARIAT)

    class Meta:
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="statement_number_per_round")]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def version(self) -> StatementVersion:
        """The wording in force: the last version."""
        return max(self.versions.all(), key=lambda version: version.number)


class StatementVersion(models.Model):
    """One wording of a statement; ballots belong to a version, so that a changed wording never keeps old votes."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["statement", "number"]
        constraints = [models.UniqueConstraint(fields=["statement", "number"], name="version_number_per_statement")]

    def text_in(self, language: str) -> StatementText | None:
        """The row of this version in `language`, if somebody has written one."""
        return next((text for text in self.texts.all() if text.language == language), None)

    def best_text(self, language: str) -> StatementText:
        """The row in `language`, else the source wording."""
        return self.text_in(language) or self.source_text

    @property
    def source_text(self) -> StatementText:
        """The wording from which the others were translated."""
        return next(text for text in self.texts.all() if text.is_source)


class StatementText(models.Model):
    """A version in one language: by whom, and whether a named native reader approved it.

    `revision` counts saves, so that two people editing the same text never overwrite each other silently.
    """

    version = models.ForeignKey(StatementVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    text = models.TextField(_("text"), max_length=500)
    is_source = models.BooleanField(default=False)
    translated_by = models.CharField(_("translated by"), max_length=200, blank=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["version", "language"]
        constraints = [models.UniqueConstraint(fields=["version", "language"], name="text_per_language")]

    @property
    def is_reviewed(self) -> bool:
        """Whether a reader was named; the source wording is its own review."""
        return bool(self.is_source or self.reviewed_by)


class LanguageAcceptance(models.Model):
    """The mediator's written acceptance that a closed round opens in a language nobody has reviewed."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="language_acceptances")
    language = models.CharField(max_length=10)
    wording = models.TextField(_("in your own words"), max_length=1000)
    accepted_by = models.ForeignKey("auth.User", on_delete=models.SET_NULL, null=True, related_name="+")
    accepted_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "language"], name="acceptance_per_language")]

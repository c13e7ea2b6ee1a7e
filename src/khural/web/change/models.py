"""What the change page stands on: acts entered by hand, aims registered beforehand, and their readings."""

from __future__ import annotations

from typing import Any, NoReturn

from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _

from khural.web.cases.models import Case, Dialogue, Edition, Party
from khural.web.change.words import ActKind, Answer, Direction, Measure, SeenBy


class ActEntry(models.Model):
    """One act by one or several sides, with the page it was read on. A struck entry stays, with the reason."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="acts")
    actors = models.JSONField(default=list)
    target = models.CharField(_("toward"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=ActKind)
    start = models.CharField(_("date"), max_length=10)
    end = models.CharField(_("until"), max_length=10, blank=True)
    amount = models.DecimalField(max_digits=18, decimal_places=3, null=True, blank=True)
    unit = models.CharField(max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("page"), max_length=500)
    grade = models.CharField(max_length=2, default="S")
    note = models.TextField(_("what happened"), max_length=1000, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    struck_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["start", "pk"]
        verbose_name_plural = "act entries"

    def __str__(self) -> str:
        return f"{self.start} {'; '.join(self.actors)}: {self.kind}"


class _AppendOnly(models.QuerySet[Any]):
    """Rows that are written once."""

    def update(self, **_fields: Any) -> NoReturn:
        raise TypeError("append-only: register another one instead")

    def delete(self) -> NoReturn:
        raise TypeError("append-only: it goes only with its dialogue")


class _WrittenOnce(models.Model):
    objects = _AppendOnly.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Insert; a second save is a mistake in the code."""
        if self.pk is not None:
            raise TypeError("append-only: register another one instead")
        super().save(*args, **options)

    def delete(self, *_args: Any, **_options: Any) -> NoReturn:
        """Rows go only with their dialogue."""
        raise TypeError("append-only: it goes only with its dialogue")


class Aim(_WrittenOnce):
    """What a round or an edition is to change, said before it opens.

    `smallest` is the smallest change that these numbers could show, computed when the aim was registered (None: no
    number could show any), `hoped` the change the host hopes for, in the same unit. `exploratory` marks one that was
    registered after a vote of the edition had opened. `replaces` is the aim that this one corrects: both stay.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="aims")
    edition = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.CharField(_("the aim in one sentence"), max_length=300)
    measure = models.CharField(_("measure"), max_length=30, choices=Measure)
    direction = models.CharField(_("direction"), max_length=6, choices=Direction)
    party_a = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    party_b = models.ForeignKey(Party, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    read_on = models.DateField(_("day of reading"))
    hoped = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    smallest = models.DecimalField(max_digits=7, decimal_places=1, null=True, blank=True)
    basis = models.JSONField(default=dict)
    seen_by = models.CharField(max_length=6, choices=SeenBy, default=SeenBy.STAFF)
    exploratory = models.BooleanField(default=False)
    replaces = models.OneToOneField("self", on_delete=models.CASCADE, null=True, blank=True, related_name="replaced_by")
    registered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.words


class Reading(_WrittenOnce):
    """The answer to an aim on its day: seen, not seen, or cannot tell, with the reasons as codes."""

    aim = models.ForeignKey(Aim, on_delete=models.CASCADE, related_name="readings")
    answer = models.CharField(max_length=12, choices=Answer)
    reasons = models.JSONField(default=list)
    read_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.answer} ({self.read_at:%Y-%m-%d})"


class Measured(models.Model):
    """What the worker measured of the two states of a case, or (an empty body) the code of why it could not."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="measurements")
    a = models.CharField(max_length=3)
    b = models.CharField(max_length=3)
    version = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    code = models.CharField(max_length=60, blank=True)
    params = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "a", "b"], name="one_measurement_per_pair")]

    def __str__(self) -> str:
        return f"{self.a}-{self.b}"

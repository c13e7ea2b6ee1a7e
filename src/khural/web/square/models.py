"""What makes a round a consultation: its address, how people join, when its ballots go, and what was published."""

from __future__ import annotations

import secrets
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from khural.web.rounds.models import Kind, Phase, Round

# No vowels and no look-alikes: the keys of links are read out on the telephone.
LETTERS = "23456789bcdfghjkmnpqrstvwxz"


def new_link_key() -> str:
    """A key of a shared link: 12 letters and digits, about 57 bits."""
    return "".join(secrets.choice(LETTERS) for _place in range(12))


class Joining(models.TextChoices):
    LINK = "link", pgettext_lazy("joining", "by a shared link, or by a printed code")
    CODE = "code", pgettext_lazy("joining", "by a printed code only")


class Consultation(models.Model):
    """The open or imported round behind /open/<slug>/.

    Collecting and voting coincide (phase `voting`). `frozen_at` stops both and can be undone; then the round is closed
    and published. `delete_on` is the announced day on which ballots, credentials and offers are deleted.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="consultation")
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    about = models.TextField(_("what this is about"), blank=True, max_length=2000)
    abouts = models.JSONField(default=dict, blank=True)
    joining = models.CharField(_("how people join"), max_length=4, choices=Joining, default=Joining.LINK)
    takes_offers = models.BooleanField(_("participants may offer statements"), default=True)
    is_embeddable = models.BooleanField(_("other sites may show the results in a frame"), default=False)
    frozen_at = models.DateTimeField(null=True, blank=True)
    delete_on = models.DateField(_("day on which the ballots are deleted"), null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    # The last publication's number: the entity tag of every page that shows results.
    publication = models.PositiveIntegerField(default=0)
    # The batch that takes answers now: ended, and the next one begun, when it is read to be published.
    batch = models.PositiveIntegerField(default=0)
    # When the last answers had been read after the close: what is to be published changes no more.
    settled_at = models.DateTimeField(null=True, blank=True)
    # Of an imported conversation.
    attribution = models.TextField(_("attribution"), blank=True, max_length=2000)
    licence = models.CharField(_("licence"), blank=True, max_length=200)
    source_url = models.URLField(_("where it was published"), blank=True, max_length=500)
    content_hash = models.CharField(max_length=64, blank=True, db_index=True)

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug

    def save(self, **options: Any) -> None:
        """Save, but for what the worker counts while somebody edits."""
        if not self._state.adding and options.get("update_fields") is None:
            fields = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            options["update_fields"] = fields - {"publication", "batch", "settled_at"}
        super().save(**options)

    @property
    def is_imported(self) -> bool:
        """Whether this was public elsewhere and is only read here."""
        return self.round.kind == Kind.IMPORTED

    @property
    def is_open(self) -> bool:
        """Whether people can join, vote and offer now."""
        return self.round.kind == Kind.OPEN and self.round.phase == Phase.VOTING and self.frozen_at is None

    @property
    def is_settled(self) -> bool:
        """Whether no batch can come any more, so that publishing shows what there is and nothing else."""
        return self.settled_at is not None or self.deleted_at is not None

    def about_in(self, language: str) -> str:
        """What this is about in `language`, or as it was first written."""
        return str(self.abouts.get(language) or self.about)


class JoinLink(models.Model):
    """A link that is handed round. Joins are counted per hour for the link as a whole, never per person."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="links")
    key = models.CharField(max_length=12, unique=True, default=new_link_key)
    label = models.CharField(_("for whom"), max_length=200)
    per_hour = models.PositiveIntegerField(_("at most this many may join in an hour"), default=1000)
    hour = models.BigIntegerField(default=0)
    joined_in_hour = models.PositiveIntegerField(default=0)
    joined = models.PositiveIntegerField(default=0)
    is_ended = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class CodeBatch(models.Model):
    """Codes that were printed once for a school or an association to hand out."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="batches")
    label = models.CharField(_("for whom"), max_length=200)
    size = models.PositiveIntegerField(_("how many codes"))
    printed_on = models.DateField()
    is_ended = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.label


class Publication(models.Model):
    """What the gate let out, as the JSON that `khural.publishing` wrote; the last `number` is shown."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    body = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["consultation", "-number"]
        constraints = [models.UniqueConstraint(fields=["consultation", "number"], name="publication_number")]


class Compass(models.Model):
    """The axes of the last map, with which a participant's page works out their own place. Never shown."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="compass")
    body = models.TextField()


class ImportedVotes(models.Model):
    """The votes of an imported conversation, compressed in one piece; they were public before."""

    consultation = models.OneToOneField(Consultation, on_delete=models.CASCADE, related_name="imported")
    archive = models.BinaryField()

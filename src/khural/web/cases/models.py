"""Case > dialogue > edition, the parties of a case and the baskets of a dialogue."""

from __future__ import annotations

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

SLOTS = 40


def new_salt() -> bytes:
    """The 16 random bytes from which an edition's credentials are derived."""
    return secrets.token_bytes(16)


class Named(models.Model):
    """Something with a name, and its name in other languages as the dialogue's name list has it."""

    name = models.CharField(_("name"), max_length=200)
    names = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def name_in(self, language: str) -> str:
        """The name in `language`, or the main name where the name list has none."""
        return str(self.names.get(language) or self.name)


class Case(Named):
    """A conflict: everything in the system hangs on one."""

    slug = models.SlugField(max_length=60, unique=True)
    summary = models.TextField(_("summary"), blank=True, max_length=2000)
    # The package of sourced facts that belongs to this case; empty for a case typed in by hand.
    evidence = models.SlugField(max_length=40, blank=True, default="")

    class Meta:
        ordering = ["name", "pk"]


class Track(models.TextChoices):
    OFFICIAL = "1", pgettext_lazy("track", "Track 1: officials")
    MIXED = "1.5", pgettext_lazy("track", "Track 1.5: officials in personal capacity and scholars")
    UNOFFICIAL = "2", pgettext_lazy("track", "Track 2: unofficial")
    SOCIETY = "3", pgettext_lazy("track", "Track 3: society")


class AttributionRule(models.TextChoices):
    CHATHAM_HOUSE = "chatham_house", _("Chatham House Rule: content may be used, never who said it or for whom")
    NOT_FOR_ATTRIBUTION = "not_for_attribution", _("Not for attribution: the meeting is known, no speaker is named")
    ON_THE_RECORD = "on_the_record", _("On the record")


class Dialogue(Named):
    """A series of editions with one host, track, attribution rule and name list."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="dialogues")
    slug = models.SlugField(max_length=60)
    host = models.CharField(_("host"), max_length=200)
    host_code = models.CharField(max_length=3, blank=True, default="")
    track = models.CharField(_("track"), max_length=3, choices=Track, default=Track.MIXED)
    attribution_rule = models.CharField(
        _("attribution rule"), max_length=24, choices=AttributionRule, default=AttributionRule.CHATHAM_HOUSE
    )

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["case", "slug"], name="dialogue_slug_per_case")]


class PartyRole(models.TextChoices):
    PARTY = "party", pgettext_lazy("role of a party", "party to the conflict")
    STAKEHOLDER = "stakeholder", pgettext_lazy("role of a party", "stakeholder")


class Party(Named):
    """A declared party or stakeholder of a case. `order` is the dialogue's fixed order, never size, vote or rank."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="parties")
    code = models.SlugField(_("short code"), max_length=12)
    role = models.CharField(_("role"), max_length=12, choices=PartyRole, default=PartyRole.PARTY)
    # Its ISO 3166-1 alpha-3 code where it is a state of the evidence; empty for armed groups, organisations, peoples.
    state = models.CharField(_("state"), max_length=3, blank=True, default="")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "name", "pk"]
        verbose_name_plural = "parties"
        constraints = [models.UniqueConstraint(fields=["case", "code"], name="party_code_per_case")]


class Basket(Named):
    """A group of topics of a dialogue, as in the Helsinki process."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="baskets")
    key = models.SlugField(max_length=40)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "key"], name="basket_key_per_dialogue")]


class EditionStatus(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("edition", "planned")
    HELD = "held", pgettext_lazy("edition", "held")
    POSTPONED = "postponed", pgettext_lazy("edition", "postponed")
    UNKNOWN = "unknown", pgettext_lazy("edition", "not found")


class IssuingMode(models.TextChoices):
    ENVELOPE = "envelope", _("Envelopes: sealed sheets are shuffled and drawn; nobody knows who holds which")
    NAMED = "named", _("Named: each sheet is delivered to one person; whoever delivers it could know its code")


class Edition(Named):
    """One meeting of a dialogue. Tokens are issued per edition; a rehearsal is an edition of numbered delegations."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="editions")
    slug = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    year = models.PositiveSmallIntegerField(_("year"))
    start = models.DateField(_("first day"), null=True, blank=True)
    end = models.DateField(_("last day"), null=True, blank=True)
    venue = models.CharField(_("venue"), max_length=200, blank=True)
    track = models.CharField(_("track"), max_length=3, choices=Track, default=Track.MIXED)
    status = models.CharField(max_length=12, choices=EditionStatus, default=EditionStatus.PLANNED)
    is_rehearsal = models.BooleanField(_("rehearsal"), default=False)
    issuing = models.CharField(_("how sheets are given out"), max_length=10, choices=IssuingMode, default="envelope")
    token_salt = models.BinaryField(max_length=16, default=new_salt, editable=False)
    participants_min = models.PositiveIntegerField(null=True, blank=True)
    participants_max = models.PositiveIntegerField(null=True, blank=True)
    counting_rule = models.CharField(max_length=200, blank=True)
    grade = models.CharField(max_length=2, blank=True)
    sources = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["year", "number", "pk"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "slug"], name="edition_slug_per_dialogue")]

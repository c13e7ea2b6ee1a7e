"""The neutral vocabulary of acts, aims and answers, each word chosen so that it fits every side alike."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Family(models.TextChoices):
    CARROT = "carrot", pgettext_lazy("kind of act", "offered or given")
    STICK = "stick", pgettext_lazy("kind of act", "pressure or penalty")
    TALKS = "talks", pgettext_lazy("kind of act", "talks")
    EVENT = "event", pgettext_lazy("kind of act", "event")


class ActKind(models.TextChoices):
    """Family and kind, joined by a dot; a missile test and an exercise stand in one table, under one family."""

    CARROT_DIPLOMATIC = "carrot.diplomatic", pgettext_lazy("act", "diplomatic step offered")
    CARROT_DISARMAMENT = "carrot.disarmament", pgettext_lazy("act", "disarmament step")
    CARROT_ENERGY = "carrot.energy", pgettext_lazy("act", "energy aid")
    CARROT_FINANCIAL = "carrot.financial", pgettext_lazy("act", "money or credit")
    CARROT_HUMANITARIAN = "carrot.humanitarian", pgettext_lazy("act", "humanitarian aid")
    CARROT_MILITARY = "carrot.military", pgettext_lazy("act", "military restraint")
    STICK_DIPLOMATIC = "stick.diplomatic", pgettext_lazy("act", "diplomatic penalty")
    STICK_ENERGY = "stick.energy", pgettext_lazy("act", "energy withheld")
    STICK_MILITARY = "stick.military", pgettext_lazy("act", "military act")
    STICK_SANCTION = "stick.sanction", pgettext_lazy("act", "sanction")
    TALKS_MEETING = "talks.meeting", pgettext_lazy("act", "meeting or round of talks")
    TALKS_DIALOGUE = "talks.dialogue", pgettext_lazy("act", "edition of a dialogue")
    TALKS_VISIT = "talks.visit", pgettext_lazy("act", "visit")
    EVENT_AGREEMENT = "event.agreement", pgettext_lazy("act", "agreement or result")
    EVENT_EXERCISE = "event.exercise", pgettext_lazy("act", "exercise")
    EVENT_INCIDENT = "event.incident", pgettext_lazy("act", "incident")
    EVENT_MISSILE_TEST = "event.missile_test", pgettext_lazy("act", "missile test")
    EVENT_NUCLEAR_TEST = "event.nuclear_test", pgettext_lazy("act", "nuclear test")
    EVENT_SUMMIT = "event.summit", pgettext_lazy("act", "summit")
    EVENT_VETO = "event.veto", pgettext_lazy("act", "veto")


class Construct(models.TextChoices):
    """The five that are measured apart and never summed."""

    UNDERSTANDING = "understanding", pgettext_lazy("construct", "understanding")
    TRUST = "trust", pgettext_lazy("construct", "trust")
    CONFIDENCE = "confidence", pgettext_lazy("construct", "confidence")
    TENSION = "tension", pgettext_lazy("construct", "tension")
    HOSTILITY = "hostility", pgettext_lazy("construct", "hostility")


MEANINGS = {
    Construct.UNDERSTANDING: _("Can each side state the other's view so that the other accepts it?"),
    Construct.TRUST: _("Does each side expect not to be exploited by the other?"),
    Construct.CONFIDENCE: _("Do arrangements make surprise less likely?"),
    Construct.TENSION: _("How often and how severely do the sides act against each other?"),
    Construct.HOSTILITY: _("What attitude does each side hold toward the other?"),
}


class Measure(models.TextChoices):
    """How an aim is read. Each construct has one measure; attendance and common ground are no construct."""

    UNDERSTANDING_SURVEY = "understanding_survey", _("understanding: survey of both sides")
    TRUST_SURVEY = "trust_survey", _("trust: survey of both sides")
    CONFIDENCE_COMMITMENTS = "confidence_commitments", _("confidence: commitments kept, of those entered")
    TENSION_EVENTS = "tension_events", _("tension: share of conflict in reported events between two sides")
    HOSTILITY_SURVEY = "hostility_survey", _("hostility: survey of both sides")
    ATTENDANCE = "attendance", _("attendance of one party at the next edition")
    COMMON_GROUND = "common_ground", _("statements on which every delegation shown mostly agrees")


class Direction(models.TextChoices):
    RISE = "rise", pgettext_lazy("direction of an aim", "rises")
    FALL = "fall", pgettext_lazy("direction of an aim", "falls")
    STAY = "stay", pgettext_lazy("direction of an aim", "stays as it is")


class SeenBy(models.TextChoices):
    HOST = "host", pgettext_lazy("who may see an aim", "secretary, mediator and evaluator")
    STAFF = "staff", pgettext_lazy("who may see an aim", "everybody on the staff of the dialogue")


class Answer(models.TextChoices):
    SEEN = "seen", pgettext_lazy("answer to an aim", "seen")
    NOT_SEEN = "not_seen", pgettext_lazy("answer to an aim", "not seen")
    CANNOT_TELL = "cannot_tell", pgettext_lazy("answer to an aim", "cannot tell")

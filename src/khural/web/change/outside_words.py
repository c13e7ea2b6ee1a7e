"""What the measurement from outside says, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from khural.figures import ResponseWords, SeriesWords


def verdicts() -> dict[str, str]:
    """Each verdict in the same type and size: none of them is a success."""
    return {
        "reduced": pgettext("verdict", "lower"),
        "increased": pgettext("verdict", "higher"),
        "no_change": pgettext("verdict", "no change beyond 15 %"),
        "agreed": pgettext("verdict", "agreed"),
        "none_found": pgettext("verdict", "none found"),
        "cannot_tell": pgettext("verdict", "cannot tell"),
        "not_measured": pgettext("verdict", "not measured"),
    }


def indices() -> dict[str, str]:
    """The names of the series."""
    return {
        "hostile_rate": _("hostile events per thousand reported events"),
        "cooperation_rate": _("cooperative events per thousand reported events"),
        "cooperation_share": _("share of cooperation in reported events"),
        "net": _("net cooperation in reported events (above zero cooperation outweighs)"),
    }


def styles() -> dict[str, str]:
    """The lanes of dated acts beneath a series."""
    return {
        "carrot": pgettext("kind of act", "offered or given"),
        "stick": pgettext("kind of act", "pressure or penalty"),
        "talks": pgettext("kind of act", "talks"),
        "event": pgettext("kind of act", "event"),
    }


def outcomes() -> dict[str, str]:
    """The three outcomes, kept apart."""
    return {
        "agreement": pgettext("outcome", "agreement"),
        "abatement": pgettext("outcome", "abatement within three months"),
        "lasting": pgettext("outcome", "lasting tension reduction"),
    }


def lights() -> dict[str, str]:
    """The traffic light of identification, in words."""
    return {
        "red": pgettext("identification", "an association only: something contradicts an effect"),
        "amber": pgettext("identification", "an association only: conditions for an effect are unknown or not met"),
        "green": pgettext("identification", "nothing here contradicts an effect"),
    }


def periods() -> dict[str, str]:
    """The name of one period of a series."""
    return {
        "month": pgettext("period", "Month"),
        "week": pgettext("period", "Week"),
        "year": pgettext("period", "Year"),
    }


def series_words(title: str, sentence: str, period: str) -> SeriesWords:
    """The words of a series between two states."""
    return SeriesWords(
        title=title,
        sentence=sentence,
        period=periods().get(period, period),
        observed=_("observed"),
        level=_("level, with its 95 % interval"),
        interval=_("95 % interval"),
        simple=_("weighted mean"),
        fan=_("what may come: half and nine tenths of it"),
        nothing=_("nothing in the source"),
        styles=styles(),
        notes=(
            _("Dots: single periods. Line and band: the level and its 95 % interval. Dashed: a simple weighted mean."),
            _("Hatched: the source has nothing, which is not zero."),
            _("Marks beneath: dated acts with a source. What follows them need not follow from them."),
        ),
    )


def response_words(title: str, sentence: str, period: str) -> ResponseWords:
    """The words of a response."""
    return ResponseWords(
        title=title,
        sentence=sentence,
        before=_("before: placebo"),
        after=_("after the acts"),
        period=periods().get(period, period),
        ratio=_("rate of hostile events, as a multiple"),
        interval=_("95 % interval"),
        notes=(
            _("At 1 nothing differs. What differs before the acts cannot come from them."),
            _("An association, not an effect."),
        ),
    )

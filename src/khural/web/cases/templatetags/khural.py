"""Template filters for what pages of this product show: names and messages in the reader's language."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from khural.messages import MESSAGES, Message
from khural.web.cases.models import Dialogue, Named
from khural.web.language import zone_of
from khural.web.library.state_names import state_names

register = template.Library()


@register.filter
def named(thing: Named) -> str:
    """The name of a case, party, basket ... in the language of the page."""
    return thing.name_in(get_language() or "en")


@register.filter
def hosted_by(dialogue: Dialogue) -> str:
    """The host: a state under its English name is named in the language of the page, anything else as it was typed."""
    names = state_names().get(dialogue.host_code.upper(), {})
    language = get_language() or "en"
    return names.get(language) or dialogue.host if dialogue.host == names.get("en") else dialogue.host


@register.filter(expects_localtime=True)
def moment(when: datetime) -> str:
    """A time with its zone, as the page's language writes it."""
    return f"{date_format(when, 'DATETIME_FORMAT')} {zone_of(when)}"


@register.filter(expects_localtime=True)
def zone(moment: datetime) -> str:
    """The zone of a time: "UTC+08" where a zone has no letters of its own, as most of Asia has none."""
    return zone_of(moment)


@register.filter
def told(message: Message) -> str:
    """The sentence of a message of the libraries, in the language of the page."""
    return gettext(MESSAGES[message.code]) % message.params

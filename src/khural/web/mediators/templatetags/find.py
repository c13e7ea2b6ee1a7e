"""The ranking in one line, for the page of a case."""

from __future__ import annotations

from django import template
from django.utils import timezone

from khural.messages import KhuralError
from khural.web.cases.models import Dialogue
from khural.web.mediators import engine
from khural.web.mediators.drawing import headline
from khural.web.mediators.naming import names_in
from khural.web.mediators.question import question_of

register = template.Library()


@register.simple_tag
def ranking_line(dialogue: Dialogue) -> str:
    """Who is first and where the host stands, under the default settings; "" where nothing can be asked."""
    question = question_of(dialogue)
    if not question.can_be_asked:
        return ""
    try:
        found = engine.finding(engine.asked(question, engine.Choice(), timezone.localdate()))
    except KhuralError:
        return ""
    return headline(found, names_in(dialogue.case), question.host)

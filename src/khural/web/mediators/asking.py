"""From a request to the ranking: the reader's settings, the answer or the sentence that says why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.utils import timezone

from khural.messages import KhuralError
from khural.web.cases.models import Case, Dialogue
from khural.web.mediators import engine
from khural.web.mediators.engine import Asked, Choice
from khural.web.mediators.forms import SettingsForm
from khural.web.mediators.naming import Names, names_in
from khural.web.mediators.question import Question, question_of
from khural.web.rounds.permissions import DialogueVerb
from khural.web.staff.queries import dialogue_for

if TYPE_CHECKING:
    from khural.mediators import Finding


@dataclass(frozen=True)
class Asking:
    """One request for a ranking. `finding` is None where there is none; `error` then says why, or the form does."""

    dialogue: Dialogue
    question: Question
    names: Names
    form: SettingsForm
    ask: Asked | None
    finding: Finding | None
    error: KhuralError | None

    @property
    def refusal(self) -> str:
        """Why there is no ranking, in one sentence; "" where the libraries refused nothing."""
        return self.names.told(self.error.message) if self.error else ""

    @property
    def case(self) -> Case:
        """The case that asks."""
        return self.dialogue.case

    @property
    def query(self) -> str:
        """The reader's settings as they go along to the next page, with the question mark; "" for the defaults."""
        kept = {name: self.form.data[name] for name in self.form.fields if self.form.data.get(name)}
        return f"?{urlencode(kept)}" if kept else ""


def asking(request: HttpRequest, case: str, verb: DialogueVerb = DialogueVerb.SEE_CASE) -> Asking:
    """The ranking that this request asks for, for somebody who may see the case."""
    dialogue = dialogue_for(request.user, case, verb)
    question, names = question_of(dialogue), names_in(dialogue.case)
    today = timezone.localdate()
    ask = finding = None
    sources, error = _sources(today)
    form = SettingsForm(request.GET, sources=sources, has_host=bool(question.host))
    if form.is_valid() and question.can_be_asked and not error:
        ask = engine.asked(question, choice_of(form), today)
        try:
            finding = engine.finding(ask)
        except KhuralError as refused:
            error = refused
    return Asking(dialogue, question, names, form, ask, finding, error)


def _sources(today: date) -> tuple[tuple[tuple[str, str], ...], KhuralError | None]:
    """The sources on offer, or why the installation's own tables cannot be read."""
    try:
        return engine.sources_on_offer(today), None
    except KhuralError as refused:
        return (), refused


def choice_of(form: SettingsForm) -> Choice:
    """What the reader moved."""
    data = form.cleaned_data
    return Choice(
        source=data["source"],
        first=data["first"],
        last=data["last"],
        smoothing=float(data["smoothing"]) if data["smoothing"] else None,
        floor=data["floor"],
        view=data["view"] or "neutral",
        without_host=bool(data.get("without_host")),
    )


@dataclass(frozen=True)
class Answered:
    """A ranking that there is."""

    asking: Asking
    ask: Asked
    finding: Finding


def answered(request: HttpRequest, case: str, verb: DialogueVerb = DialogueVerb.SEE_CASE) -> Answered:
    """The ranking; raises why there is none, and 404 where the case asks nothing or the settings were typed badly."""
    found = asking(request, case, verb)
    if found.error is not None:
        raise found.error
    if found.ask is None or found.finding is None:
        raise Http404
    return Answered(found, found.ask, found.finding)


def candidate_code(found: Answered, state: str) -> str:
    """The code of a candidate from an address; 404 for a party and for what is no candidate."""
    code = state.upper()
    if code in found.finding.table or code not in {one.state for one in found.finding.candidates}:
        raise Http404
    return code

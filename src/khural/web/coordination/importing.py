"""The browser's way of bringing a conversation in: uploaded, looked at, confirmed. Nothing is stored in between.

What was read travels in the page itself, packed and signed, and comes back with the confirmation.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazy
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext_lazy as _

from khural.files.text import CANDIDATES
from khural.polis import (
    Conversation,
    Found,
    PolisError,
    attribution_in,
    from_files,
    pack,
    read_conversation,
    unpack,
)
from khural.web.coordination.bringing_in import Terms, language_of, languages
from khural.web.refusals import Refused
from khural.web.text import CleanCharField, CleanForm

# Four hundred thousand votes take the desk's process 3 seconds and 150 MB, and fill the form that carries them between
# preview and confirmation; two million would take 13 seconds and 650 MB, while nobody else is served.
MOST_VOTES, MOST_TABLE, MOST_FILES = 400_000, 40 * 2**20, 100
SALT = "khural.web.coordination.importing"
# Room for the other fields of the form that carries it.
ROOM = 64 * 2**10
HOURS = 12


class ManyFiles(forms.ClearableFileInput):
    """A file field that takes several files, or a folder."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, each checked by itself."""

    def __init__(self, **options: Any) -> None:
        # An empty table is told as what it is: a summary may be empty, votes may not.
        super().__init__(allow_empty_file=True, **options)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The files that were chosen."""
        return [super(FilesField, self).clean(one, initial) for one in data or ()]


class UploadForm(forms.Form):
    """A folder, a zip file or the tables one by one."""

    tables = FilesField(
        label=_("A zip file, or the tables"),
        required=False,
        widget=ManyFiles(attrs={"accept": ".zip,.csv,.md,.txt"}),
        help_text=_("comments.csv and votes.csv, if possible with participants-votes.csv and summary.csv."),
    )
    folder = FilesField(label=_("Or a whole folder"), required=False, widget=ManyFiles(attrs={"webkitdirectory": True}))
    swap_signs = forms.BooleanField(label=_("Its files hold agree as -1"), required=False)
    encoding = forms.ChoiceField(
        label=_("Encoding"),
        required=False,
        choices=[("", "UTF-8"), ("utf-16", "UTF-16"), *((name, name) for name in CANDIDATES)],
    )

    def clean(self) -> dict[str, object]:
        """Something was chosen."""
        data = super().clean() or self.cleaned_data
        if not self.errors and not self.chosen():
            self.add_error("tables", gettext("Choose a zip file, the tables, or a folder."))
        return data

    def chosen(self) -> list[UploadedFile[Any]]:
        """The files of both fields."""
        return [*self.cleaned_data["tables"], *self.cleaned_data["folder"]]


class TermsForm(CleanForm):
    """What must be shown beside an imported conversation."""

    attribution = CleanCharField(
        label=_("Attribution"),
        lines=True,
        letters=2,
        max_length=2000,
        help_text=_("The words that must be shown: who gathered it, who shares it."),
    )
    licence = CleanCharField(label=_("Licence"), letters=2, help_text=gettext_lazy("For instance CC BY 4.0."))
    source_url = forms.URLField(
        label=_("Where it was published"), required=False, max_length=500, assume_scheme="https"
    )
    language = forms.ChoiceField(label=_("Language of its statements"), choices=lazy(languages, list))

    @property
    def terms(self) -> Terms:
        """What was typed."""
        data = self.cleaned_data
        return Terms(data["attribution"], data["licence"], data["source_url"])


def read_upload(form: UploadForm) -> tuple[str, Conversation, dict[str, str]]:
    """Name, conversation and what can be filled in of its terms.

    Raises FileError for a bad export, Refused for one that is too large for the one process that serves the staff.
    """
    try:
        found = _found(form.chosen())
        conversation = read_conversation(
            found,
            encoding=form.cleaned_data["encoding"] or None,
            swap_signs=form.cleaned_data["swap_signs"],
            most_votes=MOST_VOTES,
        )
    except PolisError as refusal:
        if refusal.message.code == "polis.many_votes":
            raise too_large() from None
        raise
    beside = attribution_in(found.terms)
    initial = {
        "attribution": beside.words,
        "licence": beside.licence,
        "source_url": conversation.url,
        "language": language_of(conversation),
    }
    # A folder arrives without its name.
    name = conversation.topic if found.name == gettext("chosen files") else found.name
    return name, conversation, initial


def _found(files: Iterable[UploadedFile[Any]]) -> Found:
    chosen = [one for one in files if (one.size or 0) <= MOST_TABLE or _refuse_large(one)]
    if len(chosen) > MOST_FILES:
        raise PolisError("polis.many_entries", file=str(chosen[0].name), most=MOST_FILES)
    return from_files(((str(one.name), one.read()) for one in chosen), gettext("chosen files"), MOST_TABLE)


def _refuse_large(one: UploadedFile[Any]) -> bool:
    raise PolisError("polis.too_large", file=str(one.name), most=MOST_TABLE // 2**20)


def too_large() -> Refused:
    """What to do with a conversation that the browser cannot bring in."""
    return Refused(gettext("This conversation is too large for the browser. Use the command `khural import polis`."))


def sealed(name: str, conversation: Conversation) -> str:
    """A conversation as a field of a form. Raises Refused for one that is too large to travel so."""
    body = base64.urlsafe_b64encode(pack(conversation)).decode()
    limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if limit is not None and len(body) + ROOM > limit:
        raise too_large()
    return signing.TimestampSigner(salt=SALT).sign_object([name, body])


def opened(field: str) -> tuple[str, Conversation]:
    """Name and conversation out of the form. Raises Refused for anything that no page of ours has made."""
    try:
        name, body = signing.TimestampSigner(salt=SALT).unsign_object(field, max_age=HOURS * 3600)
        return str(name), unpack(base64.urlsafe_b64decode(body))
    except (signing.BadSignature, ValueError, TypeError, PolisError):
        raise Refused(gettext("This page was out of date. Nothing was changed. Load it again.")) from None

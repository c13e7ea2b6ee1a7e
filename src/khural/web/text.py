"""The one door for text that people type: cleaned or refused with a sentence, never changed in meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Marks on one letter that a script may need; what is beyond climbs over the neighbouring lines.
MARKS = 8
# Directional overrides and isolates: they make a reader see another order than the one that is stored.
BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A)}
TAGS = range(0xE0000, 0xE0080)
BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800"
REPLACEMENT = "\ufffd"
BOM = "\ufeff"
ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")


def clean(raw: str, *, lines: bool = False) -> str:
    """`raw` in NFC without blanks at its ends; line ends are kept, as line feeds, only where `lines` says so.

    Raises ValidationError for control characters, halves of characters, directional controls, piled-up marks, and for
    text in which nothing can be seen. Joiners inside are kept: Mongolian, Persian and Indic scripts need them.
    """
    text = unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n"))
    text = _trimmed(text.replace("\t", " ") if lines else re.sub(r"[\t\n\u2028\u2029]+", " ", text))
    for character in text:
        _refuse_character(character)
    _refuse_marks(text)
    if text and not any(map(_is_visible, text)):
        raise ValidationError(_("There is nothing to see in this text: it holds invisible characters only."))
    return text


def _trimmed(text: str) -> str:
    return text.strip().strip(BOM).strip()


def _refuse_character(character: str) -> None:
    code, category = ord(character), unicodedata.category(character)
    if (category == "Cc" and character != "\n") or code & 0xFFFE == 0xFFFE:
        raise ValidationError(
            _("This text holds the control character %(code)s, which nobody can see. Remove it.")
            % {"code": f"U+{code:04X}"}
        )
    if category == "Cs" or character == REPLACEMENT:
        raise ValidationError(_("A character of this text arrived broken. Type it again."))
    if code in BIDI or code in TAGS:
        name = unicodedata.name(character, f"U+{code:04X}")
        raise ValidationError(
            _("This text holds the invisible control %(name)s (%(code)s), which can hide what it says. Remove it.")
            % {"name": name, "code": f"U+{code:04X}"}
        )


def _refuse_marks(text: str) -> None:
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character) in {"Mn", "Me"} else 0
        if run > MARKS:
            raise ValidationError(
                _("More than %(n)d marks stand on one letter of this text. Remove them.") % {"n": MARKS}
            )


def _is_visible(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] not in "CZM" and character not in BLANK_LETTERS


def letters_in(text: str) -> int:
    """How many letters or digits `text` holds, in any script."""
    return sum(unicodedata.category(character)[0] in "LN" and character not in BLANK_LETTERS for character in text)


def folded(name: str) -> str:
    """`name` for comparison only: width, case, Hangul composition and invisible characters make no difference."""
    text = unicodedata.normalize("NFKC", name).casefold()
    seen = "".join(" " if unicodedata.category(c)[0] == "Z" else c for c in text if unicodedata.category(c) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen).split())


def mixed_words(text: str) -> list[str]:
    """Words that mix alphabets whose letters look alike, such as a Cyrillic “а” in an English word."""
    return [word for word in re.findall(r"\w+", text) if len(_scripts(word)) > 1]


def _scripts(word: str) -> set[str]:
    names = (unicodedata.name(character, "").split(" ")[0] for character in word)
    return {name for name in names if name in ALIKE}


class CleanCharField(forms.CharField):
    """A text field behind `clean`. `lines`: more than one line; `letters`: the least number of letters or digits."""

    def __init__(self, *, lines: bool = False, letters: int = 0, **options: Any) -> None:
        options.setdefault("max_length", 4000 if lines else 200)
        if lines:
            options.setdefault("widget", forms.Textarea(attrs={"rows": 4, "dir": "auto"}))
        else:
            options.setdefault("widget", forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}))
        self.lines, self.letters = lines, letters
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        """The cleaned text; "" for an empty one."""
        text = clean(str(value), lines=self.lines) if value not in self.empty_values else ""
        if text and letters_in(text) < self.letters:
            raise ValidationError(_("Write words: this text holds no letters, or too few."))
        return str(super().to_python(text))


class WholeNumberField(forms.IntegerField):
    """A whole number in plain digits; full-width ones are read, and Python's own spellings such as 5_0 are not."""

    def to_python(self, value: Any) -> int | None:
        """The number, or None for an empty field."""
        text = unicodedata.normalize("NFKC", str(value)).strip() if value not in self.empty_values else ""
        if text and not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(text)


class CleanForm(forms.Form):
    """A form that can also warn: what is unusual is said, and stored all the same."""

    # Whether what is typed is kept as a draft; not where it repeats what a participant offered.
    keeps_draft: bool = True
    # Of a form that rewrites something (khural.web.seen): what is stored, and what somebody else changed meanwhile.
    stored: Mapping[str, Any] | None = None
    meanwhile: tuple[Any, ...] = ()

    def warnings(self) -> list[str]:
        """Sentences about a valid form: words that mix alphabets."""
        texts = [str(self.cleaned_data.get(name) or "") for name in self.fields if self._is_text(name)]
        return list(mixed_alphabets(texts))

    def _is_text(self, name: str) -> bool:
        return isinstance(self.fields[name], CleanCharField)


def mixed_alphabets(texts: Iterable[str]) -> Iterable[str]:
    """One sentence for each word in `texts` that mixes alphabets."""
    for word in dict.fromkeys(word for text in texts for word in mixed_words(text)):
        yield _("“%(word)s” mixes letters of two alphabets that look alike. Check that this is meant.") % {"word": word}

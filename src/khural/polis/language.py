"""The likeliest language of a conversation: exports do not name it, and pages must, for fonts and screen readers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

UNDETERMINED = "und"
# Statements that are looked at.
SAMPLE = 200

# Letters of which a text consists where it is in that language; Japanese mixes two scripts, so its own counts double.
SCRIPTS = {
    "ko": "[\uac00-\ud7a3]",
    "ja": "[\u3040-\u30ff]",
    "zh": "[\u4e00-\u9fff]",
    "cyrillic": "[\u0400-\u04ff]",
    "latin": "[A-Za-z\u00c0-\u024f\u1e00-\u1eff]",
    "arabic": "[\u0600-\u06ff]",
    "he": "[\u0590-\u05ff]",
    "el": "[\u0370-\u03ff]",
    "th": "[\u0e00-\u0e7f]",
    "hi": "[\u0900-\u097f]",
    "ka": "[\u10a0-\u10ff]",
    "hy": "[\u0530-\u058f]",
}
# A letter of these scripts says as much as so many of the Latin one.
DENSE = {"ko": 2, "ja": 6, "zh": 3}

# Letters that only one of the languages of a script has.
OWN_LETTERS = {
    "cyrillic": (("kk", "[әғқңұһӘҒҚҢҰҺ]"), ("mn", "[өүӨҮ]"), ("uk", "[іїєґІЇЄҐ]"), ("be", "[ўЎ]"), ("sr", "[ђћЂЋ]")),
    "arabic": (("ur", "[ٹڈڑں]"), ("fa", "[پچژگ]")),
}
OTHERWISE = {"cyrillic": "ru", "arabic": "ar"}
TRADITIONAL, SIMPLIFIED = "[這個們為說對時會過還後應該車]", "[这个们为说对时会过还后应该车]"

# Words that no text of a few lines does without; each counts for every language that has it.
WORDS = {
    "en": "the of and to is in that should be for not are we it with this have",
    "de": "die der und das ist nicht zu den ein eine für mit von auf werden sollte wir",
    "fr": "le la les des est et une que pour dans pas du qui sur il être nous",
    "es": "el los las que una para es por con del no se como más debe ser",
    "pt": "o os que uma para não com do da é em por mais deve ser são",
    "it": "il gli che una per non con del della è di sono più come essere",
    "nl": "de het een van en is niet voor dat met zijn moet worden op te wij",
    "sv": "och att det är en som för inte på av med ska ett den till vi",
    "da": "og at det er en som for ikke på af med skal et den til vi",
    "nb": "og å det er en som for ikke på av med skal et den til vi",
    "fi": "ja on ei että se kun myös voi olla ovat pitäisi mutta tai jos niin",
    "pl": "i w na nie się jest że do to są dla jak powinny powinno być przez",
    "cs": "a se na je že v to by pro není jsou být jako ale by měl",
    "hu": "a az és nem hogy egy is van kell meg csak mert vagy ez lehet",
    "ro": "și de la în nu este să cu pe că sunt pentru mai trebuie din",
    "tr": "ve bir bu için de da ile olmalı çok daha olan gibi değil her",
    "id": "yang dan di untuk tidak dengan ini dari harus adalah pada lebih bisa",
    "vi": "là của và các có không cho trong những được một người với phải",
}
# The share of words that must be such ones, and how many of them.
TELLING, FEWEST = 0.1, 3


def likeliest(texts: Iterable[str]) -> str:
    """The tag (BCP 47) of the language the first of the texts are probably in; `und` where nothing tells."""
    text = " ".join(text for text, _ in zip(texts, range(SAMPLE), strict=False))
    counts = {name: DENSE.get(name, 1) * len(re.findall(letters, text)) for name, letters in SCRIPTS.items()}
    script = max(counts, key=lambda name: counts[name])
    if not counts[script]:
        return UNDETERMINED
    if script == "latin":
        return _by_words(text)
    if script == "zh":
        return "zh-hant" if len(re.findall(TRADITIONAL, text)) > len(re.findall(SIMPLIFIED, text)) else "zh-hans"
    own = (tag for tag, letters in OWN_LETTERS.get(script, ()) if re.search(letters, text))
    return next(own, OTHERWISE.get(script, script))


def _by_words(text: str) -> str:
    counts = Counter(re.findall(r"\w+", text.casefold()))
    found = {tag: sum(counts[word] for word in set(words.split())) for tag, words in WORDS.items()}
    best = max(found, key=lambda tag: found[tag])
    return best if found[best] >= max(FEWEST, TELLING * counts.total()) else UNDETERMINED

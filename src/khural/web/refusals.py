"""A refusal by an action: one sentence for the person who asked, shown beside what they typed."""

from __future__ import annotations

from django.utils.functional import Promise


class Refused(Exception):  # noqa: N818 - reads as the sentence it carries
    """Nothing was changed; `sentence` says why and what to do."""

    def __init__(self, sentence: str | Promise) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence

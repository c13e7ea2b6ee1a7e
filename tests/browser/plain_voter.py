"""A delegate whose browser knows neither scripts nor pictures: the same pages, over HTTP."""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape

FORM_KEY = re.compile(r'name="form_key" value="([^"]+)"')
VERSION = re.compile(r'name="version" value="(\d+)"')
TEXT = re.compile(r'<h1 class="statement" id="text"[^>]*>([^<]+)</h1>')
AHEAD = re.compile(r'<script id="ahead" type="application/json">(.*?)</script>')


@dataclass
class PlainVoter:
    """Somebody with the code of a sheet, after the consent page."""

    origin: str
    opener: urllib.request.OpenerDirector
    page: str

    def post(self, path: str, **fields: str) -> None:
        """Send a form of the page at hand and follow where it leads."""
        key = FORM_KEY.search(self.page)
        body = urllib.parse.urlencode({**({"form_key": key[1]} if key else {}), **fields}).encode()
        with self.opener.open(self.origin + path, data=body, timeout=20) as answer:
            self.page = answer.read().decode()

    def vote(self, answers: Mapping[str, int], round_path: str = "/v/rounds/round-1/") -> None:
        """Give `answers` (wording -> answer) and leave every other statement unanswered."""
        versions = self._versions()
        for text, answer in answers.items():
            self.post(f"{round_path}vote/", version=str(versions[text]), answer=str(answer))

    def _versions(self) -> dict[str, int]:
        version, text, ahead = VERSION.search(self.page), TEXT.search(self.page), AHEAD.search(self.page)
        assert version
        assert text
        assert ahead
        cards = {card["text"]: int(card["version"]) for card in json.loads(ahead[1])}
        return {unescape(text[1]): int(version[1]), **cards}


def enter(origin: str, code: str) -> PlainVoter:
    """Type a code and accept the consent page."""
    voter = PlainVoter(origin, urllib.request.build_opener(urllib.request.HTTPCookieProcessor()), "")
    voter.post("/v/enter/", code=code)
    assert "Before you vote" in voter.page
    voter.post("/v/consent/")
    return voter

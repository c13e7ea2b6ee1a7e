"""Delegates for the web tests: how somebody with a sheet gets in and votes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpResponse
from django.test import Client

from khural import credentials

ROUND = "/v/rounds/round-1/"
FORM = "application/x-www-form-urlencoded"


@dataclass
class Voter:
    """A browser with JavaScript off, after the code was typed."""

    client: Client
    form_key: str

    def post(self, path: str, script: bool = False, **fields: str) -> HttpResponse:
        """Send a form of this voter's page, as the browser or (`script`) as the page's script does."""
        headers = {"Accept": "application/json"} if script else {}
        body = "&".join(f"{name}={value}" for name, value in {"form_key": self.form_key, **fields}.items())
        return self.client.post(path, body, content_type=FORM, headers=headers)

    def vote(self, version: int, answer: str, script: bool = False) -> HttpResponse:
        """Answer one statement version of the cast's round."""
        return self.post(f"{ROUND}vote/", script, version=str(version), answer=answer)


def knock(code: str, client: Client | None = None, **headers: str) -> HttpResponse:
    """Type a code."""
    return (client or Client()).post("/v/enter/", f"code={code}", content_type=FORM, headers=headers)


def enter(token: bytes, client: Client | None = None, consent: bool = True) -> Voter:
    """Come in with a sheet and, unless told otherwise, accept the consent page."""
    client = client or Client()
    response = knock(credentials.encode(token), client)
    assert response.status_code == 302, response.content.decode()
    page = client.get("/v/consent/").content.decode()
    found = re.search(r'name="form_key" value="([^"]+)"', page)
    assert found
    voter = Voter(client, found[1])
    if consent:
        assert voter.post("/v/consent/").status_code == 302
    return voter

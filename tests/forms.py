"""A form as a browser sends it: with the hidden fields that the page carries."""

from __future__ import annotations

from html.parser import HTMLParser

from django.test import Client


class _Forms(HTMLParser):
    """action -> the hidden fields of the form that leads there."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.open: dict[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = self.found.setdefault(known.get("action", ""), {})
        elif tag == "input" and known.get("type") == "hidden" and self.open is not None:
            self.open[known["name"]] = known.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None


def hidden(client: Client, page: str, action: str = "") -> dict[str, str]:
    """The hidden fields of the form on `page` that leads to `action`, or to the page itself."""
    return hidden_in(client.get(page).content.decode(), action)


def hidden_in(html: str, action: str = "") -> dict[str, str]:
    """The same of a page that was read already."""
    forms = _Forms()
    forms.feed(html)
    return forms.found[action]

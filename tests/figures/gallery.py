"""Sample pages to look at: `python -m tests.figures.gallery FOLDER` writes HTML, and screenshots where Chromium is."""

from __future__ import annotations

import sys
from pathlib import Path
from shutil import which
from types import SimpleNamespace

import django
from django.conf import settings

from khural.figures import agreement, attendance_timeline, headcount, relation_strip
from tests.conftest import CHROMIUM_FLAGS
from tests.figures import samples

WEB = Path(__file__).resolve().parents[2] / "src/khural/web"

FINDINGS = """{% extends "base.html" %}{% block title %}Findings{% endblock %}{% block main %}
<h1>Findings</h1>{% include "includes/phase_bar.html" %}
{% include "includes/table.html" with table=agreement.table modifier="table-statements" %}
{% include "includes/figure.html" with figure=agreement %}{% include "includes/figure.html" with figure=totals %}
{% endblock %}{% block scripts %}{% include "includes/table_words.html" %}{% endblock %}"""
START = """{% extends "base.html" %}{% block title %}Start{% endblock %}{% block main %}
<h1>For hosts of talks between parties who do not talk</h1>
<p class="lead">Whom would every party accept? How can they meet unexposed? Did anything change, or can nobody tell?</p>
{% include "includes/figure.html" with figure=ties %}{% include "includes/phase_bar.html" %}
{% include "includes/figure.html" with figure=heads %}
<div class="doors"><a class="door" href="#"><b>The four-minute story</b><span>Eight steps through one case.</span></a>
<a class="door" href="#"><b>Start my own case</b><span>Parties, an edition, a first round.</span></a>
<a class="door" href="#"><b>The evidence</b><span>Every number with its source and date.</span></a></div>
<h2>Or try a role</h2><p class="pills"><a class="pill" href="#">Secretary</a> <a class="pill" href="#">Mediator</a></p>
{% include "includes/figure.html" with figure=attendance %}{% endblock %}"""
PARTS = """{% extends "base.html" %}{% block title %}Parts{% endblock %}{% block main %}<h1>A new statement</h1>
<form>{% include "includes/form.html" %}<div class="actions"><button class="button">Save</button>
<button class="button quiet">Keep as draft</button><button class="button danger">Delete the round</button>
<button class="button" disabled>Publish</button></div></form>
<ul class="cards"><li class="card card-returned">
<p class="meta"><span>security</span><span>offered by a delegate</span></p>
<p class="statement-text">Large exercises should be announced thirty days ahead.</p>
<button class="button quiet">Accept</button></li></ul>
<div class="pair"><p class="pair-head">English</p><p class="pair-head" lang="ko">한국어</p>
<p class="statement-text">Relief goods should be exempt.</p>
<textarea lang="ko" aria-label="ko">구호 물자</textarea></div>
<div class="guard"><h2>Close this round</h2><p>Nobody can vote after this.</p></div>
{% include "includes/empty.html" with text="No statements yet." url="#" label="Write the first" %}
<p><span class="party party-1">Delegation 1</span> <span class="party party-2">Delegation 2</span></p>{% endblock %}"""
SHEETS = """{% extends "base.html" %}{% block body_class %}sheets{% endblock %}{% block main %}<section class="sheet">
<h2>Your vote</h2><p>Scan the code with your phone, or open khural.example/v/ and type it.</p><div class="qr">
<svg viewBox="0 0 9 9"><path d="M0 0h3v3h-3zM6 0h3v3h-3zM0 6h3v3h-3zM4 4h1v1h-1z"/></svg></div>
<p class="code">K7QD-MPX2-9RTA-VW4E</p><p class="code-note">Nobody but you has seen this code.</p>
<div class="greetings"><p lang="mn">Кодыг утсаараа уншуулна уу.</p><p lang="ko">휴대전화로 코드를 스캔하세요.</p></div>
<p class="sheet-foot">Rehearsal, Delegation 3</p></section>{% endblock %}"""
VOTE = """{% load static %}<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>Vote</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="{% static "khural/voter.css" %}"></head>
<body><main class="phone"><div class="voter-top"><span>12 / 45</span><span class="saved">저장됨</span></div>
<progress value="12" max="45" aria-label="12 / 45"></progress>
<p class="statement">1953년 이후 헤어진 가족은 해마다 정해진 날에 만나야 한다.</p><details><summary>원문 보기</summary>
<p class="original" lang="en">Families separated since 1953 should meet at fixed dates every year.</p></details>
<div class="choices">
<button class="choice choice-agree" aria-pressed="true"><span class="glyph">▲</span>찬성<kbd>1</kbd></button>
<button class="choice choice-disagree" aria-pressed="false"><span class="glyph">▼</span>반대<kbd>2</kbd></button>
<button class="choice choice-pass" aria-pressed="false"><span class="glyph">◆</span>건너뛰기<kbd>3</kbd></button>
</div>
<div class="voter-foot"><a href="#">되돌리기</a><a href="#">내 답변</a><a href="#">의견 내기</a>
</div></main></body></html>"""
PAGES = {"findings": FINDINGS, "start": START, "parts": PARTS, "sheets": SHEETS, "vote": VOTE}


def _context() -> dict[str, object]:
    from django import forms

    class Statement(forms.Form):
        text = forms.CharField(widget=forms.Textarea, help_text="One thought, at most 140 characters.")
        basket = forms.ChoiceField(choices=[("s", "security"), ("e", "energy")], widget=forms.RadioSelect)
        note = forms.CharField(required=False)

    statements, parties, words = samples.STATEMENTS, samples.PARTIES, samples.AGREEMENT_WORDS
    steps = ("preparing", "collecting", "voting", "closed", "published")
    return {
        "form": Statement({"note": "kept"}),
        "agreement": agreement(samples.published(), statements, parties, words, "a"),
        "totals": agreement(samples.published(False), statements, parties, words, "t"),
        "heads": headcount(samples.EDITIONS, samples.HEADCOUNT_WORDS, "h"),
        "ties": relation_strip(samples.TIES, 1920, 2025, samples.RELATION_WORDS, "r"),
        "attendance": attendance_timeline(samples.YEARS, samples.ATTENDANCE, samples.ATTENDANCE_WORDS, "e"),
        "phases": [
            (s, "done" if n < 2 else "now" if n == 2 else "todo", "closes 18:00 UTC+8" if n == 2 else "")
            for n, s in enumerate(steps)
        ],
        "languages": [("en", "English"), ("mn", "Монгол"), ("ko", "한국어")],
        "crumbs": [("Korean Peninsula", "#"), ("Rehearsal", "#"), ("Round 1", "")],
        "demo": True,
        "unreviewed": True,
        "user": SimpleNamespace(is_authenticated=False),
    }


def write(folder: Path) -> list[Path]:
    """Write every sample page into `folder`, rendered with the real templates."""
    from django.template import engines

    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, source in PAGES.items():
        paths.append(folder / f"{name}.html")
        paths[-1].write_text(engines["django"].from_string(source).render(_context()), encoding="utf-8")
    return paths


def photograph(pages: list[Path]) -> None:
    """Take each page on a desk, on a phone, in the dark and on paper."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=which("chromium"), args=list(CHROMIUM_FLAGS))
        for scheme, width in (("light", 1280), ("light", 360), ("dark", 1280), ("dark", 360)):
            view = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]  # literals above
            for page in pages:
                view.goto(page.as_uri())
                view.screenshot(path=page.with_name(f"{page.stem}-{scheme}-{width}.png"), full_page=True)
                if scheme == "light" and width == 1280:
                    view.pdf(path=page.with_suffix(".pdf"), prefer_css_page_size=True)
                if view.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    print(f"{page.stem} is wider than {width} pixels")
        browser.close()


def main() -> None:
    """Write the gallery and its photographs."""
    templates = {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "OPTIONS": {"builtins": ["django.templatetags.i18n"]},
    }
    settings.configure(TEMPLATES=[templates], STATIC_URL=f"{WEB}/static/", USE_I18N=True)
    django.setup()
    pages = write(Path(sys.argv[1]))
    photograph(pages)


if __name__ == "__main__":
    main()

"""Small exports made by hand, and the ways in which real ones go wrong."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

COMMENTS = """timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body
1600000000000,Sun,0,7,3,0,1,The ferry should run every day.
1600000001000,Sun,1,8,1,2,1,"The pier, old as it is, needs a lamp."
1600000002000,Sun,2,8,0,3,-1,Sell the lake.
1600000003000,Sun,3,9,2,1,0,=SUM(1) is what they want
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
1600000010000,Sun,0,1,1
1600000011000,Sun,0,2,1
1600000012000,Sun,0,3,1
1600000013000,Sun,1,1,1
1600000014000,Sun,1,2,-1
1600000015000,Sun,1,3,-1
1600000016000,Sun,2,1,-1
1600000017000,Sun,2,2,-1
1600000018000,Sun,2,3,-1
1600000019000,Sun,3,1,-1
1600000020000,Sun,3,1,1
1600000021000,Sun,3,2,1
1600000022000,Sun,3,3,0
"""
PEOPLE = """participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2,3
1,0,0,4,3,1,1,1,-1,1
2,1,0,4,2,2,1,-1,-1,1
3,,0,4,1,2,1,-1,-1,0
"""
SUMMARY = 'topic,The Lake\nurl,https://pol.is/lake\nvoters,3\nconversation-description,"What should\nbecome of it?"\n'
TABLES = {
    "comments.csv": COMMENTS,
    "votes.csv": VOTES,
    "participants-votes.csv": PEOPLE,
    "summary.csv": SUMMARY,
}


def raw(tables: Mapping[str, str | bytes]) -> dict[str, bytes]:
    """The tables as bytes."""
    return {name: text.encode() if isinstance(text, str) else text for name, text in tables.items()}


def folder(path: Path, tables: Mapping[str, str | bytes] = TABLES) -> Path:
    """An export in a folder."""
    for name, body in raw(tables).items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(body)
    return path


def archive(tables: Mapping[str, str | bytes] = TABLES) -> bytes:
    """An export in a zip file."""
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in raw(tables).items():
            made.writestr(name, content)
    return body.getvalue()

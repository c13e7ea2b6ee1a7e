"""Phones for benchmarks/square.py, in a process of their own: plain HTTP/1.1 over sockets, one connection a request.

Called with one JSON object; prints one. `think` is the range of seconds between two votes, drawn evenly; a phone keeps
its cookie and the form key of its pages, answers what it is shown next as the page's script does, and looks at the
results after every tenth vote, with the entity tag it has.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import random
import re
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

TIMEOUT = 30
ANSWERS = ("1", "1", "-1", "0")


@dataclass
class Seen:
    """What happened: seconds by kind of request, and what went wrong."""

    start: float
    end: float
    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)
    votes: set[tuple[int, str]] = field(default_factory=set)
    counted: int = 0

    def note(self, kind: str, took: float) -> None:
        if self.start <= time.perf_counter() <= self.end:
            self.seconds[kind].append(took)


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return (gzip.decompress(self.body) if self.headers.get("content-encoding") == "gzip" else self.body).decode()


async def ask(port: int, path: str, body: str | None = None, **headers: str) -> Answer:
    """One request on a connection of its own."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
        lines += ["Accept-Encoding: gzip", *(f"{name.replace('_', '-')}: {value}" for name, value in headers.items())]
        if body is not None:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
        writer.write(("\r\n".join(lines) + "\r\n\r\n" + (body or "")).encode())
        head, _, rest = (await reader.read()).partition(b"\r\n\r\n")
    finally:
        writer.close()
    first, *more = head.decode("latin-1").split("\r\n")
    found: dict[str, str] = {}
    for line in more:
        name, _, value = line.partition(": ")
        found[name.lower()] = f"{found[name.lower()]}; {value}" if name.lower() in found else value
    if found.get("transfer-encoding") == "chunked":
        rest = unchunked(rest)
    return Answer(int(first.split()[1]), found, rest)


def unchunked(data: bytes) -> bytes:
    whole = b""
    while data:
        size, _, data = data.partition(b"\r\n")
        whole, data = whole + data[: int(size, 16)], data[int(size, 16) + 2 :]
    return whole


class Phone:
    """One participant."""

    def __init__(self, number: int, job: dict[str, Any], seen: Seen) -> None:
        self.number, self.port, self.key, self.seen = number, job["port"], job["key"], seen
        self.base = f"/open/{job['slug']}/"
        self.rng = random.Random(number)
        self.cookie, self.form_key, self.tag = "", "", ""
        self.ahead: list[str] = []
        self.known: list[str] = []
        self.given = 0

    async def timed(self, kind: str, wanted: int, path: str, body: str | None = None, **headers: str) -> Answer:
        start = time.perf_counter()
        if self.cookie:
            headers["Cookie"] = self.cookie
        answer = await asyncio.wait_for(ask(self.port, path, body, **headers), TIMEOUT)
        self.seen.note(kind, time.perf_counter() - start)
        if answer.status not in (wanted, 304):
            raise RuntimeError(f"{kind}: {answer.status} {answer.body[:80]!r}")
        return answer

    async def join(self) -> None:
        """The link, the button, the first statement."""
        await self.timed("link", 200, f"{self.base}with/{self.key}/")
        joined = await self.timed("join", 302, f"{self.base}join/", f"link={self.key}")
        found = re.search(r"khural_open=([^;]+)", joined.headers.get("set-cookie", ""))
        if found is None:
            raise RuntimeError("join: no cookie")
        self.cookie = f"khural_open={found[1]}"
        page = (await self.timed("statement", 200, f"{self.base}statements/")).text
        self.form_key = re.findall(r'name="form_key" value="([^"]+)"', page)[0]
        first = re.findall(r'name="version" value="(\d+)"', page)[0]
        sent = json.loads(re.findall(r'<script id="ahead"[^>]*>(.*?)</script>', page, re.DOTALL)[0])
        self.ahead = [first, *(str(card["version"]) for card in sent)]

    async def vote(self) -> None:
        """Answer what comes next; where everything is answered, change an answer."""
        version = self.ahead[0] if self.ahead else self.rng.choice(self.known)
        fields = f"form_key={self.form_key}&version={version}&answer={self.rng.choice(ANSWERS)}&pad=00"
        said = await self.timed("vote", 200, f"{self.base}vote/", fields, Accept="application/json")
        if self.seen.start <= time.perf_counter() <= self.seen.end:
            self.seen.counted += 1
        self.seen.votes.add((self.number, version))
        self.known.append(version)
        self.given += 1
        self.ahead = [str(card["version"]) for card in json.loads(said.text)["ahead"]]

    async def look(self) -> None:
        """The results so far; not sent again where they have not changed."""
        answer = await self.timed("results", 200, f"{self.base}results/", If_None_Match=self.tag or '""')
        self.tag = answer.headers.get("etag", self.tag)

    async def live(self, delay: float, think: tuple[float, float] | None) -> None:
        """Everything this phone does until the end."""
        await asyncio.sleep(delay)
        while not self.form_key and time.perf_counter() < self.seen.end:
            await self.attempt(self.join())
        while self.form_key and time.perf_counter() < self.seen.end:
            if think:
                await asyncio.sleep(self.rng.uniform(*think))
            await self.attempt(self.vote())
            if think and self.given % 10 == 9:
                await self.attempt(self.look())

    async def attempt(self, doing: Any) -> None:
        try:
            await doing
        except (TimeoutError, OSError, RuntimeError, IndexError, ValueError) as error:
            self.seen.errors.append(f"{type(error).__name__}: {error}"[:200])
            await asyncio.sleep(1)


async def bare(job: dict[str, Any], seen: Seen, number: int) -> None:
    rng = random.Random(number)
    while time.perf_counter() < seen.end:
        start = time.perf_counter()
        fields = f"version={rng.randrange(1, 200)}&answer={rng.choice(ANSWERS)}&pad=00"
        try:
            answer = await asyncio.wait_for(ask(job["port"], "/vote/", fields, Accept="application/json"), TIMEOUT)
        except (TimeoutError, OSError) as error:
            seen.errors.append(str(error))
            continue
        if answer.status != 200:
            seen.errors.append(f"bare: {answer.status}")
        seen.note("vote", time.perf_counter() - start)
        seen.counted += 1


async def pages(job: dict[str, Any], seen: Seen) -> None:
    """The same page again and again, by so many readers who have no entity tag."""

    async def reader() -> None:
        for _ in range(job["times"]):
            start = time.perf_counter()
            answer = await asyncio.wait_for(ask(job["port"], job["path"]), TIMEOUT)
            seen.seconds["page"].append(time.perf_counter() - start)
            if answer.status != 200:
                seen.errors.append(f"page: {answer.status}")

    await asyncio.gather(*(reader() for _ in range(job["phones"])))


async def main(job: dict[str, Any]) -> None:
    begun = time.perf_counter()
    start = begun + job.get("ramp", 0)
    seen = Seen(start, start + job.get("seconds", 0))
    if job["mode"] == "pages":
        await pages(job, seen)
    elif job["mode"] == "bare":
        await asyncio.gather(*(bare(job, seen, number) for number in range(job["phones"])))
    else:
        think = tuple(job["think"]) if job.get("think") else None
        phones = [Phone(number, job, seen) for number in range(job["phones"])]
        spread = max(job.get("ramp", 0) - 5, 0)
        await asyncio.gather(*(phone.live(spread * i / len(phones), think) for i, phone in enumerate(phones)))
    print(
        json.dumps(
            {
                "seconds": seen.seconds,
                "errors": seen.errors,
                "votes": seen.counted,
                "acknowledged": len(seen.votes),
                "cpu": time.process_time(),
            }
        )
    )


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))

"""Bringing newer event files: against a server on this machine with the producer's layout, faults included."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from khural.evidence.fetching import Fetched, FetchError, fetch_gdelt, names

DAY = date(2015, 2, 1)
NAME = "20150201.export.CSV.zip"


class Producer:
    """What the local server publishes, and how it misbehaves. `asked` lists (path, Range header)."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.sums: dict[str, str] | None = {}
        self.cut: list[int] = []
        self.ranges = True
        self.failures: list[int] = []
        self.asked: list[tuple[str, str]] = []
        self.address = ""

    def publish(self, name: str, body: bytes) -> None:
        self.files[name] = body
        if self.sums is not None:
            self.sums[name] = hashlib.md5(body, usedforsecurity=False).hexdigest()

    def answer(self, path: str) -> bytes | None:
        name = path.rsplit("/", 1)[1]
        if name == "md5sums":
            if self.sums is None:
                return None
            return "".join(f"{digest}  {name}\n" for name, digest in self.sums.items()).encode()
        return self.files.get(name)


class Handler(BaseHTTPRequestHandler):
    producer: Producer

    def do_GET(self) -> None:
        wanted = self.headers.get("Range", "")
        self.producer.asked.append((self.path, wanted))
        body = self.producer.answer(self.path)
        if body is None or (self.producer.failures and not self.path.endswith("md5sums")):
            self.send_error(self.producer.failures.pop(0) if body is not None else 404)
            return
        start = int(wanted.removeprefix("bytes=").removesuffix("-")) if wanted and self.producer.ranges else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        cut = self.producer.cut.pop(0) if self.producer.cut and not self.path.endswith("md5sums") else None
        self.wfile.write(body[start : start + cut] if cut is not None else body[start:])

    def log_message(self, *_: object) -> None:
        """Nothing to the terminal of the tests."""


@pytest.fixture
def producer() -> Iterator[Producer]:
    made = Producer()
    handler = type("OwnHandler", (Handler,), {"producer": made})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    made.address = f"http://127.0.0.1:{server.server_address[1]}/events"
    yield made
    server.shutdown()
    server.server_close()
    thread.join()


Heard = list[tuple[str, int, int | None]]


def bring(producer: Producer, folder: Path, first: date = DAY, last: date = DAY) -> tuple[Fetched, Heard]:
    heard: Heard = []
    found = fetch_gdelt(first, last, folder, lambda *said: heard.append(said), address=producer.address, pause=0)
    return found, heard


def test_the_producers_files_are_named_by_year_month_and_day() -> None:
    assert list(names(date(2004, 5, 1), date(2006, 2, 3))) == ["2004.zip", "2005.zip", "200601.zip", "200602.zip"]
    assert list(names(date(2013, 3, 31), date(2013, 4, 2))) == [
        "201303.zip",
        "20130401.export.CSV.zip",
        "20130402.export.CSV.zip",
    ]
    assert next(names(date(1900, 1, 1), date(1980, 1, 1))) == "1979.zip"


def test_a_file_is_brought_whole_checked_and_not_asked_for_again(producer: Producer, tmp_path: Path) -> None:
    producer.publish(NAME, b"rows" * 300_000)
    found, heard = bring(producer, tmp_path)
    assert [path.name for path in found.files] == [NAME]
    assert (tmp_path / NAME).read_bytes() == b"rows" * 300_000
    assert heard[-1] == (NAME, 1_200_000, 1_200_000)
    again, _heard = bring(producer, tmp_path)
    assert (again.already, len(again.files)) == (1, 1)
    assert sum(path.endswith(NAME) for path, _range in producer.asked) == 1


def test_an_interrupted_file_is_resumed_where_it_stopped(producer: Producer, tmp_path: Path) -> None:
    producer.publish(NAME, bytes(range(256)) * 4000)
    producer.cut = [400_000]
    bring(producer, tmp_path)
    assert (tmp_path / NAME).read_bytes() == producer.files[NAME]
    ranges = [wanted for path, wanted in producer.asked if path.endswith(NAME)]
    assert ranges[0] == ""
    assert ranges[1].startswith("bytes=")
    assert ranges[1] != "bytes=0-"


def test_a_server_that_cannot_resume_sends_the_whole_file_again(producer: Producer, tmp_path: Path) -> None:
    producer.publish(NAME, b"abc" * 200_000)
    producer.cut, producer.ranges = [300_000], False
    bring(producer, tmp_path)
    assert (tmp_path / NAME).read_bytes() == producer.files[NAME]


def test_a_day_that_was_never_published_is_named_and_the_others_come(producer: Producer, tmp_path: Path) -> None:
    producer.publish(NAME, b"x")
    found, _heard = bring(producer, tmp_path, DAY, DAY + timedelta(days=1))
    assert found.missing == ("20150202.export.CSV.zip",)
    assert len(found.files) == 1


def test_a_file_that_differs_from_its_checksum_is_deleted(producer: Producer, tmp_path: Path) -> None:
    producer.publish(NAME, b"x")
    producer.files[NAME] = b"y"
    with pytest.raises(FetchError, match=NAME):
        bring(producer, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_copy_on_disk_is_brought_anew(producer: Producer, tmp_path: Path) -> None:
    producer.publish(NAME, b"good")
    (tmp_path / NAME).write_bytes(b"bad")
    bring(producer, tmp_path)
    assert (tmp_path / NAME).read_bytes() == b"good"


def test_without_published_checksums_files_are_said_to_be_unchecked(producer: Producer, tmp_path: Path) -> None:
    producer.sums = None
    producer.publish(NAME, b"x")
    found, _heard = bring(producer, tmp_path)
    assert found.unchecked == (NAME,)


def test_a_passing_fault_is_tried_again_and_a_refusal_is_not(producer: Producer, tmp_path: Path) -> None:
    producer.publish(NAME, b"x")
    producer.failures = [503]
    assert len(bring(producer, tmp_path)[0].files) == 1
    (tmp_path / NAME).unlink()
    producer.failures = [403]
    with pytest.raises(FetchError, match="403"):
        bring(producer, tmp_path)


def test_nobody_at_the_address_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(FetchError, match=r"127\.0\.0\.1:9"):
        fetch_gdelt(DAY, DAY, tmp_path, lambda *_: None, address="http://127.0.0.1:9/events", pause=0)


@pytest.mark.parametrize(("first", "last"), [(DAY, DAY - timedelta(days=1)), (date(2999, 1, 1), date(2999, 1, 2))])
def test_a_span_turned_round_or_in_the_future_is_refused(tmp_path: Path, first: date, last: date) -> None:
    with pytest.raises(FetchError):
        fetch_gdelt(first, last, tmp_path, lambda *_: None)

"""`khural data` as somebody at a terminal meets it."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from khural.cli.data import command
from khural.evidence.lake.building import ZONES
from khural.messages import KhuralError
from tests.evidence.producers import GDELT_ROWS, gdelt_file

DAYS = ("20240101", "20240102")


def run(folder: Path, *arguments: str) -> Result:
    """The command with its own lake; a refusal stands in `exception`, as `khural` prints it."""
    words = list(arguments)
    return CliRunner().invoke(command, [*words, "--data", str(folder)] if words[0] != "help" else ["--help"])


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


def test_add_says_what_entered_and_what_did_not(lake: Path, tmp_path: Path) -> None:
    path = gdelt_file(tmp_path / "20240101.export.CSV.zip")
    found = run(lake, "add", "gdelt", str(path))
    assert found.exit_code == 0
    assert "7 rows read, 4 kept, 2024-01-01 to 2024-01-02" in found.output
    assert "2 left out: who acted is no state" in found.output
    assert "1 left out: both ends are one state" in found.output


def test_add_refuses_in_one_sentence(lake: Path, tmp_path: Path) -> None:
    found = run(lake, "add", "gdelt", str(tmp_path / "nothing.zip"))
    assert isinstance(found.exception, KhuralError)
    assert "cannot be read" in str(found.exception)
    assert not lake.exists()
    assert run(lake, "add", "gdelt", "a", "b", "--sha256", "0").exit_code == 2


def test_add_build_list_and_verify_go_together(lake: Path, tmp_path: Path) -> None:
    assert run(lake, "add", "zone_treaties", str(ZONES)).exit_code == 0
    built = run(lake, "build")
    assert built.exit_code == 0
    assert "nuclear_weapon_free_zone" in built.output
    out = tmp_path / "list.json"
    listed = run(lake, "list", "--json", str(out))
    assert "zone_treaties (lake): 2000-01-01 to 2024-12-31, 90 rows" in listed.output
    assert "gsdb (own copy): load your own copy" in listed.output
    rows = {row["name"]: row for row in json.loads(out.read_text("utf-8"))}
    assert rows["icews_dyad_year"]["where"] == "pack"
    assert run(lake, "verify").exit_code == 0
    raw = lake / "raw" / "zone_treaties" / "zones.csv"
    raw.write_bytes(raw.read_bytes() + b"x")
    spoilt = run(lake, "verify")
    assert spoilt.exit_code == 1
    assert "zones.csv is not the file that was added" in spoilt.output


def test_list_needs_no_lake(lake: Path) -> None:
    found = run(lake, "list")
    assert found.exit_code == 0
    assert "icews_dyad_year (pack): 2002-01-01 to 2014-12-31" in found.output


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        (("state-years", "--last", "2024"), 17_511),
        (("dyad-years", "--first", "2016", "--last", "2016", "--undirected"), 195 * 194 // 2),
        (("dyad-months", "--first", "2016", "--last", "2016", "--undirected"), 12 * 195 * 194 // 2),
    ],
)
def test_panels_are_written(lake: Path, tmp_path: Path, words: tuple[str, ...], rows: int) -> None:
    out = tmp_path / "panel.parquet"
    found = run(lake, "panel", words[0], str(out), *words[1:])
    assert found.exit_code == 0, found.output
    assert f"{rows} rows" in found.output
    assert pl.read_parquet(out).height == rows


def test_a_variable_is_written_as_of_a_day(lake: Path, tmp_path: Path) -> None:
    out = tmp_path / "gdp.csv"
    assert run(lake, "panel", "gdp", str(out), "--as-of", "2010-06-30").exit_code == 0
    assert pl.read_csv(out)["year"].max() == 2009
    refused = run(lake, "panel", "warmth", str(out))
    assert "no variable" in str(refused.exception)


@pytest.fixture
def producer(tmp_path: Path) -> Iterator[str]:
    """A server with two days in GDELT's layout, and their checksums; the days after are not published."""
    folder = tmp_path / "events"
    folder.mkdir()
    for place, day in enumerate(DAYS):
        rows = tuple((f"{place}{row[0]}", day, *row[2:]) for row in GDELT_ROWS)
        gdelt_file(folder / f"{day}.export.CSV.zip", rows)
    sums = [f"{md5(path.read_bytes()).hexdigest()}  {path.name}\n" for path in sorted(folder.iterdir())]
    (folder / "md5sums").write_text("".join(sums))

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path = folder / self.path.removeprefix("/events/")
            body = path.read_bytes() if path.is_file() else b""
            self.send_response(200 if body else 404)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Nothing on the terminal."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/events"
    server.shutdown()
    thread.join()
    server.server_close()


def test_fetched_days_are_added_once_and_answer_after_building(lake: Path, producer: str) -> None:
    words = ("fetch", "gdelt", "--from", "2024-01-01", "--to", "2024-01-03", "--address", producer, "--pause", "0")
    first = run(lake, *words)
    assert first.exit_code == 0, first.exception
    assert "2 files, 0 of them were there" in first.output
    assert "not published: 20240103.export.CSV.zip" in first.output
    assert first.output.count("rows read") == 2
    again = run(lake, *words)
    assert "2 files, 2 of them were there" in again.output
    assert "rows read" not in again.output
    assert "gdelt: 6 rows, 2024-01-01 to 2024-01-02" in run(lake, "build").output

"""The example of a larger installation: what it names exists, what it sets is documented, the proxy reads its file."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import click
import pytest

from khural.cli import group
from tests.certificates import self_signed
from tests.machine import ROOT

yaml = pytest.importorskip("yaml", reason="PyYAML comes with the tools of the documentation")
DEPLOY = ROOT / "deploy"
OURS = ("desk", "pool", "worker")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def test_it_starts_a_desk_a_pool_of_two_one_worker_a_database_and_a_proxy(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert set(services) == {*OURS, "database", "proxy"}
    assert "--workers=2" in services["pool"]["command"]
    for name in OURS:
        assert services[name]["read_only"] is True
        assert services[name]["cap_drop"] == ["ALL"]
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services), name
        assert set(service.get("secrets", [])) <= set(compose["secrets"]), name
        assert set(service["networks"]) <= set(compose["networks"]), name


def test_only_the_desk_has_the_folder_with_the_ballots_of_closed_rounds(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert [name for name in OURS if "desk:/data" in services[name].get("volumes", [])] == ["desk"]
    assert {name: services[name]["environment"].get("KHURAL_SERVES") for name in OURS} == {
        "desk": None,
        "pool": "open",
        "worker": "open",
    }


def test_every_setting_it_makes_is_documented(compose: dict[str, Any]) -> None:
    documented = set(re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "settings.md").read_text("utf-8"), re.MULTILINE))
    for name in OURS:
        made = set(compose["services"][name]["environment"])
        assert {one.removesuffix("_FILE") for one in made} <= documented
        assert {"KHURAL_HOSTS", "DATABASE_URL_FILE", "KHURAL_SECRET_KEY_FILE", "KHURAL_BEHIND_PROXY"} <= made


def test_every_command_of_khural_it_starts_is_one_with_these_options(compose: dict[str, Any]) -> None:
    lines = [compose["services"][name]["command"] for name in ("desk", "worker")]
    lines.append(re.findall(r'"([^"]+)"', _containerfile().rpartition("\nCMD ")[2]))
    for line in lines:
        assert line[0] == "khural"
        command = group.get_command(click.Context(group), line[1])
        assert command is not None
        command.make_context(line[1], list(line[2:]))


def _containerfile() -> str:
    return (DEPLOY / "Containerfile").read_text(encoding="utf-8")


def test_the_image_copies_what_exists_and_installs_what_is_locked() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", _containerfile(), re.MULTILINE)
    paths = [path for line in copied for path in line.split()]
    assert {"pyproject.toml", "uv.lock", "src"} <= set(paths)
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert _containerfile().count("uv sync --locked") == 2
    assert "\nUSER 10001" in _containerfile()
    assert "\nHEALTHCHECK" in _containerfile()


def test_nothing_beside_the_sources_gets_into_the_image() -> None:
    let_in = re.findall(r"^!(\S+)$", (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", _containerfile(), re.MULTILINE)
    assert set(let_in) == {path for line in copied for path in line.split()}


def test_both_say_alike_how_a_process_shows_that_it_is_well(compose: dict[str, Any]) -> None:
    words = re.search(r"^HEALTHCHECK .*\\\n +CMD (\[.*\])$", _containerfile(), re.MULTILINE)
    assert words is not None
    for name in ("desk", "pool"):
        assert compose["services"][name]["healthcheck"]["test"] == ["CMD", *json.loads(words[1])]


def test_secrets_beside_the_example_are_not_committed(compose: dict[str, Any]) -> None:
    beside = [one["file"].removeprefix("./") for one in compose["secrets"].values()]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert {f"/deploy/{name}" for name in [*beside, "tls.pem"]} <= set(ignored)


def test_the_proxy_logs_nobody_and_sends_open_consultations_to_the_pool() -> None:
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    places = dict(re.findall(r"location (?:= )?(\S+) \{(.*?)\}", text, re.DOTALL))
    assert re.search(r"^    access_log off;", text, re.MULTILINE)
    for place, upstream in {"/open/": "pool", "/v/": "desk", "/": "desk"}.items():
        assert f"proxy_pass http://{upstream};" in places[place]
    assert "access_log off;" in places["/v/"]
    assert "access_log off;" in places["/open/"]


@pytest.mark.skipif(shutil.which("nginx") is None, reason="nginx was not found on this machine")
def test_the_proxy_reads_its_file(tmp_path: Path) -> None:
    certificate = self_signed(tmp_path)
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8").replace("tls.pem", str(certificate))
    text = re.sub(r"server (?:desk|pool):", "server 127.0.0.1:", text).replace("/tmp/nginx.pid", f"{tmp_path}/pid")
    text = text.replace("mime.types", "/etc/nginx/mime.types")
    (tmp_path / "nginx.conf").write_text(text, encoding="utf-8")
    words = ["nginx", "-t", "-q", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")]
    done = subprocess.run(words, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr

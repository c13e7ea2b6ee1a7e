from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connections, models

from khural.web.ballots import keeping, offers, store
from khural.web.ballots.square import offers as open_offers
from khural.web.ballots.square import store as open_store
from khural.web.settings.databases import ACCEPTANCE, databases
from tests.machine import ROOT

WEB = ROOT / "src" / "khural"
POSTGRES = "postgresql://khural:secret@db.example:5433/khural"


def test_these_functions_query_ballots_and_no_others() -> None:
    assert set(store.__all__) == {
        "Erasure",
        "count",
        "delegation_of",
        "delete_edition",
        "delete_round",
        "is_stamped",
        "issue",
        "may_vote",
        "open_statements",
        "own_votes",
        "reissue",
        "rounds_with_ballots",
        "stamp",
        "unerased_rounds",
        "vote",
    }
    assert set(keeping.__all__) == {"credentials", "has_credentials", "put_back"}
    assert set(offers.__all__) == {
        "BATCH_AUTHORS",
        "OfferedStatement",
        "decide",
        "offer",
        "own_offers",
        "shown",
        "take_back",
    }


def test_these_functions_query_open_ballots_and_no_others() -> None:
    assert set(open_store.__all__) == {
        "Change",
        "Given",
        "OpenBatch",
        "answers",
        "changes",
        "delete_rounds",
        "end_batch",
        "forget_taken_back",
        "has_news",
        "is_participant",
        "issue_codes",
        "join",
        "own_votes",
        "participants",
        "rehearse",
        "rewrite",
        "stopping",
        "taken_back",
        "vote",
        "vote_and_own",
        "voter_of",
        "voters",
    }
    assert set(open_offers.__all__) == {
        "BATCH_AUTHORS",
        "PER_AUTHOR",
        "OpenOfferShown",
        "decide",
        "decided",
        "offer",
        "own_offers",
        "reopen",
        "shown",
        "take_back",
    }


@pytest.mark.parametrize("module", [store, offers, keeping, open_store, open_offers])
def test_every_public_function_of_the_store_is_listed(module: object) -> None:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]  # a module
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")}
    assert defined <= set(module.__all__)  # type: ignore[attr-defined]  # a module


def _imports(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {f"{node.module}.{name.name}" for name in node.names} | {str(node.module)}
    return names


def _outside() -> list[Path]:
    return [path for path in WEB.rglob("*.py") if (WEB / "web" / "ballots") not in path.parents]


def test_nothing_outside_the_app_imports_its_models() -> None:
    models_ = {"khural.web.ballots.models", "khural.web.ballots.square.models"}
    guilty = [path.name for path in _outside() if models_ & _imports(path)]
    assert guilty == []


def test_nothing_outside_the_app_reaches_its_tables_by_another_way() -> None:
    ways = (
        'connections["ballots"].cursor()',
        'get_model("ballots"',
        "ballots_ballot",
        'using("ballots")',
        'get_model("openballots"',
        "openballots_",
    )
    # The demonstration, which no server contains, shows what a thief reads in files of invented ballots.
    served = [path for path in _outside() if (WEB / "web" / "demo") not in path.parents]
    seen = {path.name: [way for way in ways if way in path.read_text(encoding="utf-8")] for path in served}
    # The check-up asks SQLite whether the file is whole and reads no row.
    assert {name: found for name, found in seen.items() if found} in ({}, {"checkup.py": [ways[0]]})


MODELS = [model for label in ("ballots", "openballots") for model in apps.get_app_config(label).get_models()]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_no_row_has_a_time_a_person_or_a_key_to_another_table(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        assert not isinstance(field, models.DateField | models.TimeField | models.DurationField)
        assert not field.is_relation
        assert not any(word in field.name for word in ("user", "person", "time", "date", "count", "order"))


@pytest.mark.django_db(databases=["default", "ballots"])
def test_ballot_tables_are_in_their_own_database_and_nothing_else_is() -> None:
    own = {model._meta.db_table for model in apps.get_app_config("ballots").get_models()}
    tables = {alias: set(connections[alias].introspection.table_names()) for alias in ("default", "ballots")}
    assert not own & tables["default"]
    assert tables["ballots"] - own == {"django_migrations"}
    assert own <= tables["ballots"]


def test_a_database_url_moves_everything_but_the_ballots(tmp_path: Path) -> None:
    made = databases(tmp_path, POSTGRES, "", "")
    assert made["default"]["ENGINE"].endswith("postgresql")
    assert (made["default"]["HOST"], made["default"]["PORT"], made["default"]["NAME"]) == (
        "db.example",
        "5433",
        "khural",
    )
    assert made["ballots"]["ENGINE"].endswith("sqlite3")
    assert made["ballots"]["NAME"] == str(tmp_path / "ballots.sqlite3")


def test_without_urls_there_are_two_files(tmp_path: Path) -> None:
    made = databases(tmp_path, "", "", "")
    assert {row["NAME"] for row in made.values()} == {
        str(tmp_path / "khural.sqlite3"),
        str(tmp_path / "ballots.sqlite3"),
    }
    for row in made.values():
        pragmas = row["OPTIONS"]["init_command"]
        assert all(word in pragmas for word in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"))
        assert row["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "trusted_schema=OFF" in made["ballots"]["OPTIONS"]["init_command"]


@pytest.mark.parametrize("said", ["", "yes", "true", ACCEPTANCE[:-1]])
def test_ballots_move_to_postgresql_only_with_the_sentence(tmp_path: Path, said: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="order of votes"):
        databases(tmp_path, "", POSTGRES, said)


@pytest.mark.parametrize("said", [ACCEPTANCE, f"  {ACCEPTANCE.upper()}. "])
def test_with_the_sentence_ballots_move(tmp_path: Path, said: str) -> None:
    assert databases(tmp_path, "", POSTGRES, said)["ballots"]["ENGINE"].endswith("postgresql")


@pytest.mark.parametrize("url", ["mysql://a@b/c", "postgresql://host", "khural.sqlite3"])
def test_another_kind_of_database_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="must look like"):
        databases(tmp_path, url, "", "")

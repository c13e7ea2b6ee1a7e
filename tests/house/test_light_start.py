"""A web process starts, with all its pages loaded, without the numeric engines."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ENGINES = ("duckdb", "numba", "ortools", "polars", "scipy")

LOAD_EVERYTHING = f"""
import sys
import khural.web.wsgi
from django.urls import get_resolver
assert get_resolver().reverse_dict
print([name for name in {ENGINES} if name in sys.modules])
"""


def test_a_web_process_loads_every_page_and_no_numeric_engine(tmp_path: Path) -> None:
    settings = {"DJANGO_SETTINGS_MODULE": "khural.web.settings.test", "KHURAL_DATA": str(tmp_path), "DATABASE_URL": ""}
    words = [sys.executable, "-c", LOAD_EVERYTHING]
    done = subprocess.run(words, env={**os.environ, **settings}, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr

"""For the tests: the shared settings with a throw-away key and a fast password hash."""

from __future__ import annotations

import tempfile
from pathlib import Path

from khural.web.settings.common import *  # noqa: F403 - a settings module extends the shared one
from khural.web.settings.common import DATABASES

DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105 - no installation uses this module
ALLOWED_HOSTS = ["*"]
DATA = Path(tempfile.gettempdir()) / "khural-tests"
STATIC_ROOT = DATA / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ROOT_URLCONF = "khural.web.urls"
for _alias, _settings in DATABASES.items():
    # A file, not memory: the ballot file's journal and truncation are part of what is tested.
    _settings["TEST"] = (
        {"NAME": str(Path(tempfile.mkdtemp(prefix="khural-")) / f"{_alias}.sqlite3")}
        if "sqlite" in _settings["ENGINE"]
        else {"NAME": f"test_{_settings['NAME']}_{_alias}"}
    )

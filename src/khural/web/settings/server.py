"""A real installation: fails at start rather than run half-protected."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

from khural.web.settings.common import *  # noqa: F403 - a settings module extends the shared one
from khural.web.settings.common import DATA, DATABASES, MIDDLEWARE, STATIC_ROOT
from khural.web.settings.databases import UNREACHABLE, kept_open
from khural.web.settings.environment import read_bool, read_int, read_text

# What a process of the pool does without: nobody signs in there, and participants' forms are checked in another way.
OF_STAFF = {
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "khural.web.staff.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "khural.web.drafts.middleware.DraftMiddleware",
}
OF_THE_POOL = {"django.contrib.sessions.middleware.SessionMiddleware": "khural.web.pool.OnlyOpenMiddleware"}

DEBUG = False
# `open`: one of any number of processes that answer open consultations and never touch the ballots of closed rounds.
EVERYTHING, OPEN = "everything", "open"
SERVES = read_text("KHURAL_SERVES", EVERYTHING)
if SERVES not in (EVERYTHING, OPEN):
    raise ImproperlyConfigured(f"KHURAL_SERVES is {SERVES!r}; write {EVERYTHING} or {OPEN}.")
ONE_PROCESS = SERVES == EVERYTHING
MIDDLEWARE = ["khural.web.pool.HealthMiddleware", "khural.web.installation.InstallationMiddleware", *MIDDLEWARE]
DATABASES = kept_open(DATABASES)
if SERVES == OPEN:
    MIDDLEWARE = [OF_THE_POOL.get(name, name) for name in MIDDLEWARE if name not in OF_STAFF]
    DATABASES = {**DATABASES, "ballots": UNREACHABLE}
# Files are found where the package has them; WhiteNoise warns of a folder that is not there.
STATIC_ROOT = STATIC_ROOT if STATIC_ROOT.is_dir() else None  # type: ignore[assignment]  # none is allowed
_key_file = DATA / "secret-key"
SECRET_KEY = read_text("KHURAL_SECRET_KEY") or (
    _key_file.read_text(encoding="utf-8").strip() if _key_file.is_file() else ""
)
if not SECRET_KEY:
    raise ImproperlyConfigured(f"No secret key: run `khural init`, or set KHURAL_SECRET_KEY (looked in {_key_file}).")

ALLOWED_HOSTS = [host.strip() for host in read_text("KHURAL_HOSTS", "127.0.0.1,localhost").split(",") if host.strip()]
HTTPS = read_bool("KHURAL_HTTPS", default=True)
CSRF_TRUSTED_ORIGINS = (
    [f"https://{'*' if host.startswith('.') else ''}{host}" for host in ALLOWED_HOSTS] if HTTPS else []
)
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = read_int("KHURAL_HSTS_SECONDS", default=31_536_000) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if read_bool("KHURAL_BEHIND_PROXY", default=False) else None
)
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS

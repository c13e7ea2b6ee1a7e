"""What every installation shares. Each setting read from the environment is documented in docs/settings.md."""

from __future__ import annotations

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from khural.web.settings.databases import ACCEPTANCE, databases
from khural.web.settings.environment import read_int, read_text

WEB = Path(__file__).resolve().parent.parent
DATA = Path(read_text("KHURAL_DATA", "khural-data")).resolve()

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "khural.web.cases",
    "khural.web.change",
    "khural.web.claims",
    "khural.web.people",
    "khural.web.rounds",
    "khural.web.ballots",
    "khural.web.ballots.square",
    "khural.web.coordination",
    "khural.web.drafts",
    "khural.web.findings",
    "khural.web.inputs",
    "khural.web.library",
    "khural.web.mediators",
    "khural.web.record",
    "khural.web.staff",
    "khural.web.square",
    "khural.web.voting",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "khural.web.headers.PagePolicyMiddleware",
    "khural.web.headers.PrivacyHeadersMiddleware",
    "khural.web.voting.apart.VotersApartMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "khural.web.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "khural.web.staff.second_factor.SecondFactorMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "khural.web.drafts.middleware.DraftMiddleware",
]

ROOT_URLCONF = "khural.web.urls"
WSGI_APPLICATION = "khural.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "khural.web.language.language_context",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "khural.web.cases.templatetags.khural",
                "khural.web.drafts.templatetags.drafts",
            ],
        },
    }
]

DATABASES = databases(
    DATA, read_text("DATABASE_URL"), read_text("KHURAL_BALLOTS_URL"), read_text("KHURAL_BALLOTS_ACCEPTED")
)
# Numeric work is queued in the main database and done by one worker process; rows hold numbers of things only.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
DATABASE_ROUTERS = ["khural.web.ballots.router.BallotRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
BALLOTS_ACCEPTANCE = ACCEPTANCE

LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", _("English")),
    ("mn", _("Mongolian")),
    ("ko", _("Korean")),
    ("zh-hans", _("Chinese")),
    ("ja", _("Japanese")),
    ("ru", _("Russian")),
]
# Languages whose wording a named native reader has approved: English is the language of the sources.
REVIEWED_LANGUAGES = ["en"]
LOCALE_PATHS = [WEB / "locale"]
LANGUAGE_COOKIE_NAME = "khural_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
FORMAT_MODULE_PATH = ["khural.web.settings.formats"]
USE_TZ = True
TIME_ZONE = read_text("KHURAL_TIME_ZONE", "Asia/Ulaanbaatar")

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [WEB / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/today/"
ACCOUNT_ADAPTER = "khural.web.staff.adapter.InvitationOnlyAdapter"
# Laptops are shared: a session ends with the browser.
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
MFA_ADAPTER = "khural.web.staff.adapter.SealedSecretsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Khural"
# One step of 30 seconds before and after: phones without a network keep time badly.
MFA_TOTP_TOLERANCE = 1
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
        "require-trusted-types-for": ["'script'"],
    }
}
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_NAME = "khural_staff"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
CSRF_COOKIE_NAME = "khural_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
# The fields of a form: the largest is an imported conversation between its preview and its confirmation.
DATA_UPLOAD_MAX_MEMORY_SIZE = 3 * 2**20
FILE_UPLOAD_HANDLERS = [
    "khural.web.uploads.CappedUploadHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# Minutes without a request after which a voter's place is forgotten, and the cap on a voter's request in bytes.
VOTER_IDLE_MINUTES = read_int("KHURAL_VOTER_IDLE_MINUTES", default=30)
VOTER_BODY_LIMIT = 64 * 1024
DEMO = False
# Whether a WSGI server's process must be the only one on this data.
ONE_PROCESS = False

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Request lines would name the paths and times of voters.
    "loggers": {
        "django.server": {"handlers": [], "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
    },
}

"""The bare endpoint that benchmarks/square.py compares with: Django, no middleware, one view that writes one row."""

from __future__ import annotations

import os

import django
from django.conf import settings

from khural.web.settings.databases import kept_open, postgresql

settings.configure(
    SECRET_KEY="bare",
    ALLOWED_HOSTS=["*"],
    DATABASES=kept_open({"default": postgresql(os.environ["DATABASE_URL"])}),
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
    INSTALLED_APPS=[],
    USE_TZ=True,
)
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402 - settings come first
from django.db import connection, models  # noqa: E402 - settings come first
from django.http import HttpRequest, JsonResponse  # noqa: E402 - settings come first
from django.urls import path  # noqa: E402 - settings come first


class Row(models.Model):
    """As wide as a ballot."""

    round_id = models.BigIntegerField()
    version_id = models.BigIntegerField()
    voter = models.BigIntegerField()
    answer = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "bare"


def vote(request: HttpRequest) -> JsonResponse:
    """One row."""
    version = int(request.POST["version"])
    Row.objects.create(round_id=1, version_id=version, voter=version, answer=4 + int(request.POST["answer"]))
    return JsonResponse({"saved": True})


def make_table() -> None:
    """Where the rows go."""
    with connection.schema_editor() as editor:
        editor.create_model(Row)


urlpatterns = [path("vote/", vote)]
application = get_wsgi_application()

if __name__ == "__main__":
    make_table()

"""What kind of data this is: a demonstration never opens real data, nor a server a demonstration's."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from khural.web.cases.models import Case
from khural.web.staff.models import Installation

Kind = Installation.Kind


def kind() -> str | None:
    """The kind that was written when the data was made; None for an empty database."""
    return Installation.objects.values_list("kind", flat=True).first()


def is_untouched() -> bool:
    """Whether nobody and nothing has been entered yet."""
    return not (User.objects.exists() or Case.objects.exists())


@transaction.atomic
def claim(wanted: Kind) -> None:
    """Declare an untouched database to be of one kind, or check that it is.

    Raises ImproperlyConfigured when it is of the other kind, or holds something and says nothing of its kind.
    """
    found = kind()
    if found is None and is_untouched():
        Installation.objects.create(kind=wanted)
    elif found != wanted:
        raise ImproperlyConfigured(_refusal(wanted))


def _refusal(wanted: Kind) -> str:
    if wanted == Kind.DEMONSTRATION:
        return "This data belongs to a real installation; the demonstration does not open it. Choose another --data."
    return "This data belongs to a demonstration; a server does not open it. Choose another folder or database."


def check(wanted: Kind) -> None:
    """Refuse, without writing anything, to serve data of the other kind."""
    if kind() != wanted:
        raise ImproperlyConfigured(_refusal(wanted))

"""Parties that are states of the evidence say so by their code; the Korean case has codes that are those."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_states(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """The codes of the parties in a case with the Korean package of facts are state codes in small letters."""
    for party in apps.get_model("cases", "Party").objects.filter(case__evidence="korea"):
        if len(party.code) == 3:
            party.state = party.code.upper()
            party.save(update_fields=["state"])


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="party",
            name="state",
            field=models.CharField(blank=True, default="", max_length=3, verbose_name="state"),
        ),
        migrations.RunPython(name_states, migrations.RunPython.noop),
    ]

"""PostgreSQL's planner copies values of a table into statistics, where they would outlive the deletion of ballots."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def collect_no_statistics(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Let ANALYZE, run by hand or by the server itself, pass over every column of the ballot tables."""
    if editor.connection.vendor != "postgresql":
        return
    for model in apps.get_app_config("ballots").get_models():
        table = editor.quote_name(model._meta.db_table)
        for field in model._meta.local_fields:
            editor.execute(f"ALTER TABLE {table} ALTER COLUMN {editor.quote_name(str(field.column))} SET STATISTICS 0")


class Migration(migrations.Migration):
    dependencies = [("ballots", "0002_closestamp_is_erased")]

    operations = [migrations.RunPython(collect_no_statistics, migrations.RunPython.noop, elidable=False)]

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def begin_with_the_last_publication(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Answers carry the number of the publication before which they were given: go on counting from there."""
    apps.get_model("square", "Consultation").objects.using(schema_editor.connection.alias).update(
        batch=F("publication")
    )


class Migration(migrations.Migration):
    dependencies = [
        ("square", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="batch",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.RunPython(begin_with_the_last_publication, migrations.RunPython.noop),
    ]

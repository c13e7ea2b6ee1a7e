from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("square", "0002_batch"),
    ]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name="settled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
    ]

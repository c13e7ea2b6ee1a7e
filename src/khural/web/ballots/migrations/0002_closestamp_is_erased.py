from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ballots", "0001_initial")]

    operations = [
        migrations.AddField(model_name="closestamp", name="is_erased", field=models.BooleanField(default=False)),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("cases", "0002_states"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssetEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("source_url", models.URLField(max_length=500, verbose_name="page")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="remark")),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                ("struck_because", models.CharField(blank=True, max_length=300)),
                ("state", models.CharField(max_length=3, verbose_name="state")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("heritage", "heritage"),
                            ("democracy", "democracy"),
                            ("diaspora", "people abroad"),
                            ("economy", "economy"),
                            ("hosting", "record of hosting"),
                            ("standing_mechanism", "regular meetings"),
                            ("nuclear_free", "nuclear-weapon-free status"),
                            ("offers", "offer without coercion"),
                            ("organisations", "organisations joined"),
                            ("partnership", "partnership"),
                            ("peacekeeping", "peacekeeping"),
                            ("policy_doctrine", "policy"),
                            ("students", "students"),
                            ("tourism", "visitors"),
                            ("trade", "trade and aid"),
                            ("interest", "what the host stands to gain"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("what", models.CharField(max_length=300, verbose_name="what")),
                ("as_of", models.CharField(max_length=10, verbose_name="date")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entered_assets", to="cases.case"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "asset entries",
                "ordering": ["state", "kind", "as_of", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TieEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("source", models.CharField(max_length=200, verbose_name="source")),
                ("source_url", models.URLField(max_length=500, verbose_name="page")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="remark")),
                ("entered_at", models.DateTimeField(auto_now_add=True)),
                ("struck_because", models.CharField(blank=True, max_length=300)),
                ("candidate", models.CharField(max_length=200, verbose_name="candidate")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("organisation", "organisation"),
                            ("armed_group", "armed group"),
                            ("person", "person"),
                            ("state", "state"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("cooperation", models.PositiveIntegerField(verbose_name="cooperative events")),
                ("conflict", models.PositiveIntegerField(verbose_name="conflictual events")),
                ("first", models.CharField(max_length=10, verbose_name="from")),
                ("last", models.CharField(max_length=10, verbose_name="until")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entered_ties", to="cases.case"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="entered_ties", to="cases.party"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "tie entries",
                "ordering": ["candidate", "party__order", "pk"],
            },
        ),
    ]

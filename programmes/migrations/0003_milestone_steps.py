import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from daccom.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0002_append_only"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="MilestoneStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("submitted", "Evidence submitted"),
                            ("approved", "Approved"),
                            ("not_approved", "Not approved"),
                        ],
                        max_length=12,
                    ),
                ),
                ("words", models.TextField()),
                ("meeting", models.CharField(blank=True, max_length=120)),
                ("made_at", models.DateTimeField()),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="programmes.milestone",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("milestone", "number"), name="one_step_per_milestone_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["submitted", "approved", "not_approved"])),
                        name="milestone_step_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="milestone_step_has_words"
                    ),
                ],
            },
        ),
        append_only("programmes_milestonestep"),
    ]

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from daccom.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0003_clinicians_and_certifiers"),
        ("practices", "__first__"),
        ("programmes", "0005_section_live_is_known"),
    ]

    operations = [
        migrations.CreateModel(
            name="DashboardSnapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("figures", models.JSONField()),
                ("layout", models.PositiveSmallIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("taken_at", models.DateTimeField()),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dashboard_snapshots",
                        to="practices.commissioninggroup",
                    ),
                ),
                (
                    "taken_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-month"],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "month"), name="one_snapshot_per_group_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="snapshot_month_is_a_first"
                    ),
                ],
            },
        ),
        append_only("programmes_dashboardsnapshot"),
    ]

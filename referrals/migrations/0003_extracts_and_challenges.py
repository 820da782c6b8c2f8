import django.db.models.deletion
import django.db.models.expressions
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0003_clinicians_and_certifiers"),
        ("practices", "__first__"),
        ("referrals", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="CarePlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("nhs_number", models.CharField(max_length=10, verbose_name="NHS number")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("missing", "Missing"),
                            ("drafted", "Drafted"),
                            ("agreed", "Agreed"),
                            ("reviewed", "Reviewed"),
                        ],
                        default="missing",
                        max_length=8,
                    ),
                ),
                (
                    "departed",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "Still our patient"),
                            ("deceased", "Deceased"),
                            ("moved_away", "Moved away"),
                        ],
                        default="",
                        max_length=10,
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("changed_at", models.DateTimeField()),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="care_plans",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("practice", "nhs_number"), name="one_care_plan_per_patient"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["missing", "drafted", "agreed", "reviewed"])),
                        name="care_plan_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("departed__in", ["", "deceased", "moved_away"])),
                        name="care_plan_departed_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChallengeBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("month", models.DateField()),
                ("is_supplementary", models.BooleanField(default=False)),
                ("sent_at", models.DateTimeField()),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "pct",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="practices.pct",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="referrals.provider",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pct", "provider", "number"), name="one_batch_per_number"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_supplementary", False)),
                        fields=("pct", "provider", "month"),
                        name="one_ordinary_batch_per_provider_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="batch_month_is_a_first"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CheckSetting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The calendar year in which the financial year begins."
                    ),
                ),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("duplicate", "Charged twice"),
                            ("overlap", "Overlapping stays"),
                            ("not_ours", "Not our patient"),
                            ("identity", "Patient not identified"),
                            ("dates", "Dates do not fit"),
                            ("bed_days", "Excess bed days"),
                            ("price", "Price differs from the tariff"),
                            ("readmission", "Readmitted within 30 days"),
                            ("late", "Charged after reconciliation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("is_on", models.BooleanField()),
                ("parameters", models.JSONField(default=dict)),
                ("changed_at", models.DateTimeField()),
                (
                    "changed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="checks",
                        to="practices.commissioninggroup",
                    ),
                ),
            ],
            options={
                "ordering": ["year", "rule"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "year", "rule"), name="one_setting_per_group_year_rule"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rule__in",
                                [
                                    "duplicate",
                                    "overlap",
                                    "not_ours",
                                    "identity",
                                    "dates",
                                    "bed_days",
                                    "price",
                                    "readmission",
                                    "late",
                                ],
                            )
                        ),
                        name="check_setting_rule_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ColumnMapping",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("columns", models.JSONField()),
                ("saved_at", models.DateTimeField()),
                (
                    "pct",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="mappings",
                        to="practices.pct",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["name"],
                "constraints": [models.UniqueConstraint(fields=("pct", "name"), name="one_mapping_per_name")],
            },
        ),
        migrations.CreateModel(
            name="FigureExplanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "urgency",
                    models.CharField(
                        choices=[("elective", "Elective"), ("unscheduled", "Unscheduled")], max_length=12
                    ),
                ),
                ("words", models.TextField(max_length=500)),
                ("explained_at", models.DateTimeField()),
                (
                    "explained_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "monthly_return",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanations",
                        to="referrals.monthlyreturn",
                    ),
                ),
                (
                    "specialty",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="referrals.specialty"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("monthly_return", "specialty", "urgency"), name="one_explanation_per_figure"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("urgency__in", ["elective", "unscheduled"])),
                        name="explanation_urgency_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="explanation_has_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(choices=[("reminder", "Reminder"), ("digest", "Digest")], max_length=8),
                ),
                ("month", models.DateField()),
                ("sent_on", models.DateField()),
                ("recipients", models.PositiveIntegerField()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="practices.commissioninggroup",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notices",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "ordering": ["-sent_on"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "reminder")),
                        fields=("practice", "month", "sent_on"),
                        name="one_reminder_per_practice_month_day",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "digest")),
                        fields=("group", "month"),
                        name="one_digest_per_group_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="notice_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "reminder"), ("practice__isnull", False)),
                            models.Q(("kind", "digest"), ("practice", None)),
                            _connector="OR",
                        ),
                        name="notice_kind_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reconciliation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("first_on", models.DateField()),
                ("final_on", models.DateField()),
                (
                    "pct",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reconciliations",
                        to="practices.pct",
                    ),
                ),
            ],
            options={
                "ordering": ["month"],
                "constraints": [
                    models.UniqueConstraint(fields=("pct", "month"), name="one_reconciliation_per_pct_month"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="reconciliation_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("final_on__gt", models.F("first_on")), ("first_on__gt", models.F("month"))
                        ),
                        name="reconciliation_days_are_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReturnExtension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("until", models.DateField()),
                ("reason", models.TextField(max_length=500)),
                ("granted_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extensions",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "ordering": ["month", "granted_at"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("practice", "month"),
                        name="one_open_extension_per_practice_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="extension_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="extension_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("ended_by", None)),
                            models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="extension_ended_at_needs_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tariff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        help_text="The calendar year in which the financial year begins."
                    ),
                ),
                ("hrg", models.CharField(max_length=5, verbose_name="HRG")),
                ("pod", models.CharField(max_length=6, verbose_name="point of delivery")),
                ("price", models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                (
                    "trim_point",
                    models.PositiveSmallIntegerField(help_text="Days of stay within the price.", null=True),
                ),
                ("excess_bed_day_price", models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ("source", models.CharField(max_length=100)),
                ("is_simulated", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["year", "hrg", "pod"],
                "constraints": [
                    models.UniqueConstraint(fields=("year", "hrg", "pod"), name="one_price_per_year_hrg_pod"),
                    models.CheckConstraint(
                        condition=models.Q(("price", None), ("price__gte", 0), _connector="OR"),
                        name="tariff_price_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Challenge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("duplicate", "Charged twice"),
                            ("overlap", "Overlapping stays"),
                            ("not_ours", "Not our patient"),
                            ("identity", "Patient not identified"),
                            ("dates", "Dates do not fit"),
                            ("bed_days", "Excess bed days"),
                            ("price", "Price differs from the tariff"),
                            ("readmission", "Readmitted within 30 days"),
                            ("late", "Charged after reconciliation"),
                            ("coding", "Coded wrongly"),
                            ("no_summary", "No discharge summary"),
                        ],
                        max_length=12,
                    ),
                ),
                ("rule_version", models.CharField(blank=True, max_length=20)),
                ("words", models.TextField(max_length=500)),
                (
                    "direction",
                    models.CharField(
                        choices=[("overcharge", "Overcharge"), ("undercharge", "Undercharge")],
                        default="overcharge",
                        max_length=12,
                    ),
                ),
                ("amount_at_stake", models.DecimalField(decimal_places=2, max_digits=10)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("with_provider", "With the provider"),
                            ("accepted", "Accepted"),
                            ("partly_accepted", "Partly accepted"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Lapsed"),
                        ],
                        default="raised",
                        max_length=16,
                    ),
                ),
                ("amount_recovered", models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ("answer", models.TextField(blank=True, help_text="What the provider said.", max_length=500)),
                ("raised_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "ended_by",
                    models.ForeignKey(
                        help_text="None: the system.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="referrals.episode",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="practices.practice",
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="referrals.provider",
                    ),
                ),
                (
                    "raised_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="challenges",
                        to="referrals.challengebatch",
                    ),
                ),
            ],
            options={
                "ordering": ["-amount_at_stake", "pk"],
                "indexes": [models.Index(fields=["practice", "month"], name="challenge_by_practice_month")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["raised", "with_provider"])),
                        fields=("episode",),
                        name="one_open_challenge_per_episode",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="challenge_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "reason__in",
                                [
                                    "duplicate",
                                    "overlap",
                                    "not_ours",
                                    "identity",
                                    "dates",
                                    "bed_days",
                                    "price",
                                    "readmission",
                                    "late",
                                    "coding",
                                    "no_summary",
                                ],
                            )
                        ),
                        name="challenge_reason_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("direction__in", ["overcharge", "undercharge"])),
                        name="challenge_direction_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount_at_stake__gte", 0)), name="challenge_amount_not_negative"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("batch", None), ("ended_at", None), ("ended_by", None), ("status", "raised")
                            ),
                            models.Q(
                                ("batch__isnull", False),
                                ("ended_at", None),
                                ("ended_by", None),
                                ("status", "with_provider"),
                            ),
                            models.Q(
                                ("batch__isnull", False),
                                ("ended_at__isnull", False),
                                ("status__in", ["accepted", "partly_accepted", "rejected"]),
                            ),
                            models.Q(("ended_at__isnull", False), ("status__in", ["withdrawn", "lapsed"])),
                            _connector="OR",
                        ),
                        name="challenge_status_fits_its_history",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("amount_recovered", models.F("amount_at_stake")), ("status", "accepted")
                            ),
                            models.Q(
                                ("amount_recovered__gt", 0),
                                ("amount_recovered__lt", models.F("amount_at_stake")),
                                ("status", "partly_accepted"),
                            ),
                            models.Q(
                                ("amount_recovered", None),
                                (
                                    "status__in",
                                    ["raised", "with_provider", "rejected", "withdrawn", "lapsed"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="challenge_recovers_what_was_accepted",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "rejected"), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="challenge_rejection_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Extract",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("file_name", models.CharField(max_length=255)),
                ("sha256", models.CharField(max_length=64)),
                ("size_bytes", models.PositiveBigIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("checking", "Being checked"),
                            ("checked", "Waiting for a decision"),
                            ("loaded", "Loaded"),
                            ("rejected", "Rejected"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("rows_read", models.PositiveIntegerField(default=0)),
                ("rows_good", models.PositiveIntegerField(default=0)),
                ("rows_bad", models.PositiveIntegerField(default=0)),
                ("unknown_columns", models.JSONField(default=list)),
                (
                    "new_codes",
                    models.JSONField(
                        default=dict, help_text="Codes that were not known: kind to a list of codes."
                    ),
                ),
                ("problem", models.TextField(blank=True)),
                ("received_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("reject_reason", models.TextField(blank=True)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "ended_by",
                    models.ForeignKey(
                        help_text="None: the system.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mapping",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, to="referrals.columnmapping"
                    ),
                ),
                (
                    "pct",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="extracts",
                        to="practices.pct",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        help_text="None: the system.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["received", "checking", "checked"])),
                        fields=("pct", "sha256"),
                        name="one_open_extract_per_file",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["received", "checking", "checked", "loaded", "rejected"])
                        ),
                        name="extract_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rows_read",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("rows_good"), "+", models.F("rows_bad")
                                ),
                            )
                        ),
                        name="extract_accounts_for_every_row",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("status__in", ["loaded", "rejected"])),
                            models.Q(
                                ("ended_at", None),
                                ("ended_by", None),
                                ("status__in", ["received", "checking", "checked"]),
                            ),
                            _connector="OR",
                        ),
                        name="extract_ended_at_when_ended",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "rejected"), _negated=True),
                            models.Q(("problem", ""), _negated=True),
                            models.Q(("reject_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="extract_rejection_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChallengeStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("raised", "Raised"),
                            ("with_provider", "With the provider"),
                            ("accepted", "Accepted"),
                            ("partly_accepted", "Partly accepted"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("lapsed", "Lapsed"),
                        ],
                        max_length=16,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=500)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10, null=True)),
                ("made_at", models.DateTimeField()),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="referrals.challenge",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("challenge", "number"), name="one_step_per_challenge_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "raised",
                                    "with_provider",
                                    "accepted",
                                    "partly_accepted",
                                    "rejected",
                                    "withdrawn",
                                    "lapsed",
                                ],
                            )
                        ),
                        name="challenge_step_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("made_at__isnull", False), ("status", "lapsed")),
                            models.Q(("made_at__isnull", False), ("made_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="challenge_step_says_who",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Load",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("staged", "Not loaded yet"),
                            ("current", "Current"),
                            ("superseded", "Replaced"),
                        ],
                        default="staged",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(null=True)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("total_cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("loaded_at", models.DateTimeField(null=True)),
                ("identifiers_removed_on", models.DateField(null=True)),
                (
                    "extract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loads",
                        to="referrals.extract",
                    ),
                ),
                (
                    "pct",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="loads", to="practices.pct"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="loads",
                        to="referrals.provider",
                    ),
                ),
            ],
            options={
                "ordering": ["-month", "provider", "-version"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "current")),
                        fields=("pct", "provider", "month"),
                        name="one_current_load_per_provider_month",
                    ),
                    models.UniqueConstraint(
                        fields=("pct", "provider", "month", "version"), name="one_load_per_version"
                    ),
                    models.UniqueConstraint(
                        fields=("extract", "provider", "month"), name="one_load_per_extract_provider_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="load_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("loaded_at", None), ("status", "staged"), ("version", None)),
                            models.Q(
                                ("loaded_at__isnull", False),
                                ("status__in", ["current", "superseded"]),
                                ("version__gte", 1),
                            ),
                            _connector="OR",
                        ),
                        name="load_status_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RowError",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=40)),
                ("line", models.PositiveIntegerField()),
                ("column", models.CharField(max_length=40)),
                ("value", models.CharField(blank=True, max_length=60)),
                ("reason", models.CharField(max_length=200)),
                (
                    "extract",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="errors",
                        to="referrals.extract",
                    ),
                ),
            ],
            options={
                "ordering": ["rule", "line", "column"],
                "indexes": [
                    models.Index(fields=["extract", "rule", "line"], name="row_error_by_rule_and_line")
                ],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "rule",
                    models.CharField(
                        choices=[
                            ("duplicate", "Charged twice"),
                            ("overlap", "Overlapping stays"),
                            ("not_ours", "Not our patient"),
                            ("identity", "Patient not identified"),
                            ("dates", "Dates do not fit"),
                            ("bed_days", "Excess bed days"),
                            ("price", "Price differs from the tariff"),
                            ("readmission", "Readmitted within 30 days"),
                            ("late", "Charged after reconciliation"),
                        ],
                        max_length=12,
                    ),
                ),
                ("rule_version", models.CharField(max_length=20)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=10)),
                ("words", models.CharField(max_length=200)),
                ("found_on", models.DateField()),
                (
                    "counterpart",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.episode",
                    ),
                ),
                (
                    "episode",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="referrals.episode",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.PROTECT, to="practices.practice"
                    ),
                ),
                (
                    "load",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="referrals.load",
                    ),
                ),
            ],
            options={
                "ordering": ["-amount", "pk"],
                "indexes": [
                    models.Index(fields=["practice", "month", "rule"], name="finding_by_practice_month_rule")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("episode", "rule"), name="one_finding_per_episode_rule"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="finding_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "rule__in",
                                [
                                    "duplicate",
                                    "overlap",
                                    "not_ours",
                                    "identity",
                                    "dates",
                                    "bed_days",
                                    "price",
                                    "readmission",
                                    "late",
                                ],
                            )
                        ),
                        name="finding_rule_is_known",
                    ),
                ],
            },
        ),
        migrations.AlterModelOptions(
            name="episode",
            options={"base_manager_name": "every", "ordering": ["-total_cost", "pk"]},
        ),
        migrations.AlterModelManagers(
            name="episode",
            managers=[
                ("objects", django.db.models.manager.Manager()),
                ("every", django.db.models.manager.Manager()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="episode",
            name="one_row_per_provider_episode",
        ),
        migrations.RemoveConstraint(
            model_name="referralcount",
            name="one_count_per_return_specialty_urgency",
        ),
        migrations.AddField(
            model_name="monthlyreturn",
            name="by_clinician",
            field=models.BooleanField(default=False, help_text="The figures are counted for each clinician."),
        ),
        migrations.AddField(
            model_name="monthlyreturn",
            name="query_answer",
            field=models.TextField(
                blank=True,
                help_text="What the practice answers; sent with the next version.",
                max_length=1000,
            ),
        ),
        migrations.AddField(
            model_name="referralcount",
            name="clinician",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, to="practices.clinician"
            ),
        ),
        migrations.AlterField(
            model_name="episode",
            name="practice",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="episodes",
                to="practices.practice",
            ),
        ),
        migrations.AlterField(
            model_name="episode",
            name="provider",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="episodes",
                to="referrals.provider",
            ),
        ),
        migrations.AlterField(
            model_name="episode",
            name="specialty",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, to="referrals.specialty"
            ),
        ),
        migrations.AddConstraint(
            model_name="referralcount",
            constraint=models.UniqueConstraint(
                condition=models.Q(("clinician", None)),
                fields=("monthly_return", "specialty", "urgency"),
                name="one_count_per_return_specialty_urgency",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralcount",
            constraint=models.UniqueConstraint(
                fields=("monthly_return", "specialty", "urgency", "clinician"), name="one_count_per_clinician"
            ),
        ),
        migrations.AddField(
            model_name="episode",
            name="load",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="episodes",
                to="referrals.load",
            ),
        ),
        migrations.AddConstraint(
            model_name="episode",
            constraint=models.UniqueConstraint(
                fields=("load", "episode_id"), name="one_row_per_load_episode"
            ),
        ),
    ]

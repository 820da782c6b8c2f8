import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from daccom.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("practices", "0003_clinicians_and_certifiers"),
        ("practices", "__first__"),
        ("referrals", "0013_stays_under_way"),
    ]

    operations = [
        migrations.AddField(
            model_name="episode",
            name="source_of_referral",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Of a first attendance: 03 a GP, 05 another consultant.",
                max_length=2,
            ),
        ),
        migrations.CreateModel(
            name="OutlierRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("referrals", "Referrals"),
                            ("first_outpatient", "First outpatient attendances"),
                            ("follow_up", "Follow-up outpatient attendances"),
                            ("outpatient_procedure", "Outpatient procedures"),
                            ("elective", "Elective admissions and day cases"),
                            ("emergency", "Emergency admissions"),
                            ("a_and_e", "A&E attendances"),
                            ("acute_cost", "Cost of hospital care"),
                        ],
                        max_length=24,
                    ),
                ),
                ("month", models.DateField()),
                ("finding", models.CharField(max_length=300)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for the practice"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=9,
                    ),
                ),
                ("due_on", models.DateField()),
                ("reasons", models.TextField(blank=True, max_length=2000)),
                ("action_plan", models.TextField(blank=True, max_length=2000)),
                (
                    "review_on",
                    models.DateField(help_text="When the practice says its actions will show.", null=True),
                ),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outlier_requests",
                        to="practices.commissioninggroup",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="outlier_requests",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "ordering": ["due_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status__in", ["asked", "answered"])),
                        fields=("practice", "measure"),
                        name="one_open_request_per_practice_measure",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="outlier_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "measure__in",
                                [
                                    "referrals",
                                    "first_outpatient",
                                    "follow_up",
                                    "outpatient_procedure",
                                    "elective",
                                    "emergency",
                                    "a_and_e",
                                    "acute_cost",
                                ],
                            )
                        ),
                        name="outlier_measure_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("status__in", ["asked", "answered", "closed", "withdrawn"])),
                        name="outlier_status_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["asked", "withdrawn"]),
                            models.Q(
                                models.Q(("reasons", ""), _negated=True),
                                models.Q(("action_plan", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="outlier_answer_has_reasons_and_plan",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OutlierStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "verb",
                    models.CharField(
                        choices=[
                            ("asked", "Asked"),
                            ("answered", "Answered"),
                            ("returned", "Asked again"),
                            ("noted", "Followed up"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        max_length=9,
                    ),
                ),
                ("words", models.TextField(max_length=2000)),
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
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="referrals.outlierrequest",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "number"), name="one_step_per_request_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("verb__in", ["asked", "answered", "returned", "noted", "closed", "withdrawn"])
                        ),
                        name="outlier_step_verb_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="outlier_step_has_words"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Rebase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("referrals", "Referrals"),
                            ("first_outpatient", "First outpatient attendances"),
                            ("follow_up", "Follow-up outpatient attendances"),
                            ("outpatient_procedure", "Outpatient procedures"),
                            ("elective", "Elective admissions and day cases"),
                            ("emergency", "Emergency admissions"),
                            ("a_and_e", "A&E attendances"),
                            ("acute_cost", "Cost of hospital care"),
                        ],
                        max_length=24,
                    ),
                ),
                ("month", models.DateField()),
                ("reason", models.CharField(max_length=500)),
                ("set_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rebases",
                        to="practices.commissioninggroup",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
                (
                    "set_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["month", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("practice", None), ("withdrawn_at", None)),
                        fields=("group", "measure", "month"),
                        name="one_rebase_per_group_measure_month",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("practice__isnull", False), ("withdrawn_at", None)),
                        fields=("group", "practice", "measure", "month"),
                        name="one_rebase_per_practice_measure_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="rebase_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "measure__in",
                                [
                                    "referrals",
                                    "first_outpatient",
                                    "follow_up",
                                    "outpatient_procedure",
                                    "elective",
                                    "emergency",
                                    "a_and_e",
                                    "acute_cost",
                                ],
                            )
                        ),
                        name="rebase_measure_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="rebase_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="rebase_withdrawn_at_needs_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferenceEvents",
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
                        help_text="The calendar year in which the financial year starts."
                    ),
                ),
                (
                    "pod",
                    models.CharField(
                        choices=[
                            ("EL", "Elective"),
                            ("DC", "Day case"),
                            ("NEL", "Emergency"),
                            ("NELST", "Emergency, short stay"),
                            ("OPFA", "First outpatient attendance"),
                            ("OPFUP", "Follow-up outpatient attendance"),
                            ("OPPROC", "Outpatient procedure"),
                            ("AE", "A&E attendance"),
                        ],
                        max_length=6,
                        verbose_name="point of delivery",
                    ),
                ),
                ("sex", models.CharField(choices=[("1", "Male"), ("2", "Female")], max_length=1)),
                (
                    "age_band",
                    models.CharField(
                        choices=[
                            ("0-4", "0 to 4"),
                            ("5-14", "5 to 14"),
                            ("15-24", "15 to 24"),
                            ("25-34", "25 to 34"),
                            ("35-44", "35 to 44"),
                            ("45-54", "45 to 54"),
                            ("55-64", "55 to 64"),
                            ("65-74", "65 to 74"),
                            ("75+", "75 and over"),
                        ],
                        max_length=5,
                    ),
                ),
                ("events", models.PositiveIntegerField()),
                ("population", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "pct",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reference_events",
                        to="practices.pct",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "reference events",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pct", "year", "pod", "sex", "age_band"), name="one_reference_per_line"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2004), ("year__lte", 2100)),
                        name="reference_year_is_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pod__in", ["EL", "DC", "NEL", "NELST", "OPFA", "OPFUP", "OPPROC", "AE"])
                        ),
                        name="reference_pod_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("sex__in", ["1", "2"])), name="reference_sex_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "age_band__in",
                                ["0-4", "5-14", "15-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75+"],
                            )
                        ),
                        name="reference_age_band_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("population__gt", 0), ("events", 0), _connector="OR"),
                        name="reference_events_have_a_population",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReferralFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "urgency",
                    models.CharField(
                        choices=[("elective", "Elective"), ("unscheduled", "Unscheduled")], max_length=12
                    ),
                ),
                ("referrals", models.PositiveIntegerField()),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"
                    ),
                ),
                (
                    "specialty",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.specialty",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("month", "practice", "specialty", "urgency"),
                        name="one_referral_fact_per_line",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="referral_fact_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("urgency__in", ["elective", "unscheduled"])),
                        name="referral_fact_urgency_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "pod",
                    models.CharField(
                        choices=[
                            ("EL", "Elective"),
                            ("DC", "Day case"),
                            ("NEL", "Emergency"),
                            ("NELST", "Emergency, short stay"),
                            ("OPFA", "First outpatient attendance"),
                            ("OPFUP", "Follow-up outpatient attendance"),
                            ("OPPROC", "Outpatient procedure"),
                            ("AE", "A&E attendance"),
                        ],
                        max_length=6,
                        verbose_name="point of delivery",
                    ),
                ),
                ("activity", models.PositiveIntegerField()),
                ("cost", models.DecimalField(decimal_places=2, max_digits=14)),
                ("from_consultant", models.PositiveIntegerField(null=True)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"
                    ),
                ),
                (
                    "specialty",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.specialty",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("month", "practice", "pod", "specialty"), name="one_activity_fact_per_line"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="activity_fact_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pod__in", ["EL", "DC", "NEL", "NELST", "OPFA", "OPFUP", "OPPROC", "AE"])
                        ),
                        name="activity_fact_pod_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivitySummary",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "pod",
                    models.CharField(
                        choices=[
                            ("EL", "Elective"),
                            ("DC", "Day case"),
                            ("NEL", "Emergency"),
                            ("NELST", "Emergency, short stay"),
                            ("OPFA", "First outpatient attendance"),
                            ("OPFUP", "Follow-up outpatient attendance"),
                            ("OPPROC", "Outpatient procedure"),
                            ("AE", "A&E attendance"),
                        ],
                        max_length=6,
                        verbose_name="point of delivery",
                    ),
                ),
                ("activity", models.PositiveIntegerField()),
                ("cost", models.DecimalField(decimal_places=2, max_digits=14)),
                ("from_consultant", models.PositiveIntegerField(null=True)),
                ("posted_at", models.DateTimeField()),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "pct",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="practices.pct",
                    ),
                ),
                (
                    "posted_by",
                    models.ForeignKey(
                        db_index=False,
                        help_text="None: the system.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"
                    ),
                ),
                (
                    "specialty",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="referrals.specialty",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pct", "month", "practice", "pod", "specialty"), name="one_summary_per_line"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="summary_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("pod__in", ["EL", "DC", "NEL", "NELST", "OPFA", "OPFUP", "OPPROC", "AE"])
                        ),
                        name="summary_pod_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("from_consultant", None),
                            models.Q(("from_consultant__lte", models.F("activity")), ("pod", "OPFA")),
                            _connector="OR",
                        ),
                        name="summary_from_consultant_is_a_part",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ChartNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("referrals", "Referrals"),
                            ("first_outpatient", "First outpatient attendances"),
                            ("follow_up", "Follow-up outpatient attendances"),
                            ("outpatient_procedure", "Outpatient procedures"),
                            ("elective", "Elective admissions and day cases"),
                            ("emergency", "Emergency admissions"),
                            ("a_and_e", "A&E attendances"),
                            ("acute_cost", "Cost of hospital care"),
                        ],
                        max_length=24,
                    ),
                ),
                ("month", models.DateField()),
                ("words", models.CharField(max_length=200)),
                ("written_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chart_notes",
                        to="practices.commissioninggroup",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="practices.practice",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["month", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="chart_note_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "measure__in",
                                [
                                    "referrals",
                                    "first_outpatient",
                                    "follow_up",
                                    "outpatient_procedure",
                                    "elective",
                                    "emergency",
                                    "a_and_e",
                                    "acute_cost",
                                ],
                            )
                        ),
                        name="chart_note_measure_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="chart_note_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="chart_note_withdrawn_at_needs_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MonthFact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("referrals", models.PositiveIntegerField(null=True)),
                ("elective_referrals", models.PositiveIntegerField(null=True)),
                ("unscheduled_referrals", models.PositiveIntegerField(null=True)),
                ("is_nil", models.BooleanField(default=False)),
                ("has_activity", models.BooleanField(default=False)),
                ("el_activity", models.PositiveIntegerField(default=0)),
                ("el_cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("dc_activity", models.PositiveIntegerField(default=0)),
                ("dc_cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("nel_activity", models.PositiveIntegerField(default=0)),
                ("nel_cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("nelst_activity", models.PositiveIntegerField(default=0)),
                ("nelst_cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("opfa_activity", models.PositiveIntegerField(default=0)),
                ("opfa_cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("opfup_activity", models.PositiveIntegerField(default=0)),
                ("opfup_cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("opproc_activity", models.PositiveIntegerField(default=0)),
                ("opproc_cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("ae_activity", models.PositiveIntegerField(default=0)),
                ("ae_cost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("challenges", models.PositiveIntegerField(default=0)),
                ("challenges_open", models.PositiveIntegerField(default=0)),
                ("challenged_gross", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("challenged_net", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("open_gross", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("recovered", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("lost", models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="facts",
                        to="practices.practice",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("month", "practice"), name="one_fact_per_month_practice"),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="month_fact_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("elective_referrals", None),
                                ("is_nil", False),
                                ("referrals", None),
                                ("unscheduled_referrals", None),
                            ),
                            models.Q(
                                ("elective_referrals__isnull", False),
                                ("referrals__isnull", False),
                                ("unscheduled_referrals__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="month_fact_referrals_together",
                    ),
                ],
            },
        ),
        append_only("referrals_outlierstep"),
    ]

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from daccom.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [
        ("budgets", "0001_initial"),
        ("practices", "0003_clinicians_and_certifiers"),
        ("practices", "__first__"),
    ]

    operations = [
        migrations.AddField(
            model_name="category",
            name="closed_from",
            field=models.DateField(
                blank=True, help_text="The first month in which nothing is posted to it any more.", null=True
            ),
        ),
        migrations.AddConstraint(
            model_name="category",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_from", None), ("closed_from__day", 1), _connector="OR"),
                name="category_closes_on_a_first",
            ),
        ),
        migrations.CreateModel(
            name="BudgetSetting",
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
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published")],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("total", models.DecimalField(decimal_places=2, max_digits=13)),
                ("uplift_low", models.DecimalField(decimal_places=2, max_digits=5)),
                ("uplift_high", models.DecimalField(decimal_places=2, max_digits=5)),
                ("uplift", models.DecimalField(decimal_places=2, max_digits=5)),
                ("pace_of_change", models.DecimalField(decimal_places=2, max_digits=5)),
                ("contingency", models.DecimalField(decimal_places=2, default=0, max_digits=13)),
                ("risk_pool", models.DecimalField(decimal_places=2, default=0, max_digits=13)),
                (
                    "basis",
                    models.CharField(
                        help_text="What the historic amounts are: last year's outturn, or its budget.",
                        max_length=300,
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_settings",
                        to="practices.commissioninggroup",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                "ordering": ["-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "year"), name="one_setting_per_group_year"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2004), ("year__lte", 2100)),
                        name="setting_year_is_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at", None), ("published_by", None), ("status", "draft")),
                            models.Q(
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                                ("status", "published"),
                            ),
                            _connector="OR",
                        ),
                        name="setting_published_at_needs_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("uplift_low__lte", models.F("uplift")), ("uplift__lte", models.F("uplift_high"))
                        ),
                        name="setting_uplift_is_in_range",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("pace_of_change__gte", 0), ("pace_of_change__lte", 100)),
                        name="setting_pace_is_a_percentage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("contingency__gte", 0), ("risk_pool__gte", 0), ("total__gte", 0)),
                        name="setting_amounts_not_negative",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Debt",
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
                        help_text="The financial year in which it was incurred."
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                ("source", models.CharField(max_length=300)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("recorded_at", models.DateTimeField()),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="debts",
                        to="practices.commissioninggroup",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["year"],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "year"), name="one_debt_per_group_year"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2004), ("year__lte", 2100)),
                        name="debt_year_is_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="debt_amount_is_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ForecastChoice",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("straight_line", "Straight line"),
                            ("profiled", "By profile"),
                            ("run_rate", "Recent run rate"),
                            ("variance_held", "Variance held"),
                            ("adjusted", "Without what comes once"),
                            ("manual", "By judgement"),
                        ],
                        max_length=13,
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=13, null=True)),
                ("reason", models.TextField(max_length=1000)),
                ("chosen_at", models.DateTimeField()),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.category"
                    ),
                ),
                (
                    "chosen_by",
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
                        related_name="forecast_choices",
                        to="practices.commissioninggroup",
                    ),
                ),
            ],
            options={
                "ordering": ["month", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="forecast_choice_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("amount__isnull", False), ("method", "manual")),
                            models.Q(
                                ("amount", None),
                                (
                                    "method__in",
                                    ["straight_line", "profiled", "run_rate", "variance_held", "adjusted"],
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="forecast_choice_method_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="forecast_choice_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ForecastRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("straight_line", "Straight line"),
                            ("profiled", "By profile"),
                            ("run_rate", "Recent run rate"),
                            ("variance_held", "Variance held"),
                            ("adjusted", "Without what comes once"),
                            ("manual", "By judgement"),
                        ],
                        max_length=13,
                    ),
                ),
                ("budget", models.DecimalField(decimal_places=2, max_digits=13)),
                ("monthly", models.JSONField()),
                ("outturn", models.DecimalField(decimal_places=2, max_digits=13)),
                ("recorded_at", models.DateTimeField()),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.category"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="forecast_records",
                        to="practices.commissioninggroup",
                    ),
                ),
                (
                    "recorded_by",
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
                "ordering": ["month", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "category", "month"),
                        name="one_forecast_record_per_group_category_month",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="forecast_record_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "method__in",
                                [
                                    "straight_line",
                                    "profiled",
                                    "run_rate",
                                    "variance_held",
                                    "adjusted",
                                    "manual",
                                ],
                            )
                        ),
                        name="forecast_record_method_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricAmount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.category"
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"
                    ),
                ),
                (
                    "setting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="historic",
                        to="budgets.budgetsetting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("setting", "practice", "category"), name="one_historic_amount_per_line"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="NonRecurrent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                ("words", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.category"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="non_recurrent",
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
                    "recorded_by",
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
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="non_recurrent_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="non_recurrent_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="non_recurrent_is_not_nought"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="non_recurrent_withdrawn_at_needs_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PracticeWeight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("patients", models.PositiveIntegerField(null=True)),
                ("counted_on", models.DateField(null=True)),
                ("weight", models.DecimalField(decimal_places=6, max_digits=9)),
                ("source", models.CharField(max_length=200)),
                (
                    "practice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="practices.practice"
                    ),
                ),
                (
                    "setting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="weights",
                        to="budgets.budgetsetting",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("setting", "practice"), name="one_weight_per_practice"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0)), name="practice_weight_is_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("counted_on", None), ("patients", None)),
                            models.Q(("counted_on__isnull", False), ("patients__isnull", False)),
                            _connector="OR",
                        ),
                        name="practice_weight_patients_have_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReinvestmentProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("benefit", models.TextField(help_text="What patients get from it.", max_length=2000)),
                ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("proposed", "Waiting for a decision"),
                            ("approved", "Approved"),
                            ("declined", "Declined"),
                            ("spent", "Spent"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_words", models.TextField(blank=True, max_length=1000)),
                ("spent_at", models.DateTimeField(null=True)),
                ("spent_amount", models.DecimalField(decimal_places=2, max_digits=13, null=True)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reinvestments",
                        to="practices.commissioninggroup",
                    ),
                ),
                (
                    "practice",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reinvestments",
                        to="practices.practice",
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
                (
                    "spent_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["year", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2004), ("year__lte", 2100)),
                        name="reinvestment_year_is_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="reinvestment_amount_is_positive"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("decided_by", None),
                                ("status__in", ["draft", "proposed"]),
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("status__in", ["approved", "declined", "spent"]),
                            ),
                            _connector="OR",
                        ),
                        name="reinvestment_decided_at_needs_by",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "declined"), _negated=True),
                            models.Q(("decision_words", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="reinvestment_declined_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("spent_amount", None),
                                ("spent_at", None),
                                ("spent_by", None),
                                ("status__in", ["draft", "proposed", "approved", "declined"]),
                            ),
                            models.Q(
                                ("spent_amount__gte", 0),
                                ("spent_amount__lte", models.F("amount")),
                                ("spent_at__isnull", False),
                                ("spent_by__isnull", False),
                                ("status", "spent"),
                            ),
                            _connector="OR",
                        ),
                        name="reinvestment_spent_at_needs_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Repayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                (
                    "debt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="repayments",
                        to="budgets.debt",
                    ),
                ),
            ],
            options={
                "ordering": ["year"],
                "constraints": [
                    models.UniqueConstraint(fields=("debt", "year"), name="one_repayment_per_debt_year"),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2004), ("year__lte", 2110)),
                        name="repayment_year_is_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="repayment_amount_is_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reserve",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("contingency", "Contingency"), ("risk_pool", "Risk pool")], max_length=11
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reserves",
                        to="practices.commissioninggroup",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "year", "kind"), name="one_reserve_per_group_year_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2004), ("year__lte", 2100)),
                        name="reserve_year_is_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["contingency", "risk_pool"])),
                        name="reserve_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="reserve_amount_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpendExplanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                ("words", models.CharField(max_length=300)),
                ("recorded_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.category"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spend_explanations",
                        to="practices.commissioninggroup",
                    ),
                ),
                (
                    "recorded_by",
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
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="spend_explanation_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="spend_explanation_has_words"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True),
                        name="spend_explanation_is_not_nought",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at", None), ("withdrawn_by", None)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="spend_explanation_withdrawn_at_needs_by",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SpendProfile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("m1", models.PositiveSmallIntegerField(verbose_name="April")),
                ("m2", models.PositiveSmallIntegerField(verbose_name="May")),
                ("m3", models.PositiveSmallIntegerField(verbose_name="June")),
                ("m4", models.PositiveSmallIntegerField(verbose_name="July")),
                ("m5", models.PositiveSmallIntegerField(verbose_name="August")),
                ("m6", models.PositiveSmallIntegerField(verbose_name="September")),
                ("m7", models.PositiveSmallIntegerField(verbose_name="October")),
                ("m8", models.PositiveSmallIntegerField(verbose_name="November")),
                ("m9", models.PositiveSmallIntegerField(verbose_name="December")),
                ("m10", models.PositiveSmallIntegerField(verbose_name="January")),
                ("m11", models.PositiveSmallIntegerField(verbose_name="February")),
                ("m12", models.PositiveSmallIntegerField(verbose_name="March")),
                ("source", models.CharField(max_length=200)),
                ("edition", models.PositiveIntegerField(default=1)),
                ("set_at", models.DateTimeField()),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="budgets.category"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profiles",
                        to="practices.commissioninggroup",
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
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "year", "category"), name="one_profile_per_group_year_category"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2004), ("year__lte", 2100)),
                        name="profile_year_is_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "m1",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.expressions.CombinedExpression(
                                        django.db.models.expressions.CombinedExpression(
                                            django.db.models.expressions.CombinedExpression(
                                                django.db.models.expressions.CombinedExpression(
                                                    django.db.models.expressions.CombinedExpression(
                                                        django.db.models.expressions.CombinedExpression(
                                                            django.db.models.expressions.CombinedExpression(
                                                                django.db.models.expressions.CombinedExpression(
                                                                    django.db.models.expressions.CombinedExpression(
                                                                        django.db.models.expressions.CombinedExpression(
                                                                            models.Value(10000),
                                                                            "-",
                                                                            models.F("m2"),
                                                                        ),
                                                                        "-",
                                                                        models.F("m3"),
                                                                    ),
                                                                    "-",
                                                                    models.F("m4"),
                                                                ),
                                                                "-",
                                                                models.F("m5"),
                                                            ),
                                                            "-",
                                                            models.F("m6"),
                                                        ),
                                                        "-",
                                                        models.F("m7"),
                                                    ),
                                                    "-",
                                                    models.F("m8"),
                                                ),
                                                "-",
                                                models.F("m9"),
                                            ),
                                            "-",
                                            models.F("m10"),
                                        ),
                                        "-",
                                        models.F("m11"),
                                    ),
                                    "-",
                                    models.F("m12"),
                                ),
                            )
                        ),
                        name="profile_is_a_hundred_percent",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Variation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("variation", "Variation"), ("virement", "Virement")], max_length=9
                    ),
                ),
                ("month", models.DateField()),
                ("is_recurrent", models.BooleanField(help_text="Whether next year's budget keeps it.")),
                ("reason", models.TextField(max_length=1000)),
                ("agreed_at", models.DateTimeField()),
                ("is_simulated", models.BooleanField(default=False)),
                (
                    "agreed_by",
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
                        related_name="variations",
                        to="practices.commissioninggroup",
                    ),
                ),
            ],
            options={
                "ordering": ["-year", "-number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("group", "year", "number"), name="one_variation_per_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2004), ("year__lte", 2100)),
                        name="variation_year_is_possible",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["variation", "virement"])),
                        name="variation_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="variation_month_is_a_first"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="variation_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="VariationLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=13)),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budgets.category",
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
                    "reserve",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="budgets.reserve",
                    ),
                ),
                (
                    "variation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="budgets.variation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reserve", None)),
                        fields=("variation", "practice", "category"),
                        name="one_line_per_variation_practice_category",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("reserve__isnull", False)),
                        fields=("variation", "reserve"),
                        name="one_line_per_variation_reserve",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("category__isnull", False), ("practice__isnull", False), ("reserve", None)
                            ),
                            models.Q(("category", None), ("practice", None), ("reserve__isnull", False)),
                            _connector="OR",
                        ),
                        name="variation_line_has_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount", 0), _negated=True), name="variation_line_is_not_nought"
                    ),
                ],
            },
        ),
        append_only("budgets_variation"),
        append_only("budgets_variationline"),
        append_only("budgets_forecastchoice"),
        append_only("budgets_forecastrecord"),
    ]

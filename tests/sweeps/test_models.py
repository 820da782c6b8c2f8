"""What every model must hold, whoever wrote it."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

OURS = ("daccom", "practices", "referrals", "budgets", "programmes")
MODELS = [model for app in OURS for model in apps.get_app_config(app).get_models()]
PAIR_NOT_NEEDED = {
    "Job.queued_at": "requested_by may be the system",
    "Job.started_at": "a worker starts it",
    "Job.alive_at": "a worker beats",
    "Job.finished_at": "a worker ends it",
    "MonthlyReturn.first_submitted_at": "the first version's row says who",
    "Extract.checked_at": "a worker checks",
    "Load.loaded_at": "the extract's row says who",
    "PlanDocument.made_at": "the job says who asked",
    "User.created_at": "the audit log says who",
}
"""Moments that need no person beside them, and why."""
THE_SYSTEM_MAY = {
    "ActivitySummary.posted_at",
    "DashboardSnapshot.taken_at",
    "Extract.received_at",
    "ForecastRecord.recorded_at",
}
"""Moments that are always known, and whose person is None for what a command did."""


def conditions(model: type[models.Model]) -> str:
    return " ".join(str(constraint.deconstruct()) for constraint in model._meta.constraints)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_moment_says_who(model):
    names = {field.name for field in model._meta.get_fields()}
    moments = {name for name in names if name.endswith("_at") and name != "as_at"}
    alone = {name for name in moments if f"{name.removesuffix('_at')}_by" not in names}
    assert {name for name in alone if f"{model.__name__}.{name}" not in PAIR_NOT_NEEDED} == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nullable_pairs_move_together(model):
    fields = {field.name: field for field in model._meta.get_fields()}
    for name, field in fields.items():
        by = fields.get(f"{name.removesuffix('_at')}_by") if name.endswith("_at") else None
        if by is not None and (field.null or by.null) and f"{model.__name__}.{name}" not in THE_SYSTEM_MAY:
            assert f"{name}" in conditions(model), f"{model.__name__}.{name} may be half filled"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_choice_is_held_by_the_database(model):
    chosen = [field for field in model._meta.fields if field.choices and field.name != "role"]
    missing = [field.name for field in chosen if f"'{field.name}" not in conditions(model)]
    assert missing == [], f"{model.__name__} takes anything in {missing}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_month_is_a_first(model):
    if any(field.name == "month" for field in model._meta.fields):
        assert "month__day" in conditions(model)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nothing_is_deleted_along_with_something_else(model):
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey):
            assert field.remote_field.on_delete in (models.PROTECT, models.SET_NULL), field.name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_money_is_decimal(model):
    assert not [field.name for field in model._meta.fields if isinstance(field, models.FloatField)]

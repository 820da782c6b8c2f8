"""Pictures are drawn before anybody asks for them."""

from __future__ import annotations

import pytest
from celery.signals import worker_ready
from django.core.cache import cache

from daccom import celery
from daccom.charts import picture
from practices.models import CommissioningGroup, RoleAssignment
from programmes.drawing import draw_dashboards
from programmes.tasks import draw_pictures
from tests.budgets.builders import make_budget, make_year_of_spend


@pytest.fixture(autouse=True)
def kept(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


def test_each_organisations_dashboard_is_opened_once(cast):
    assert draw_dashboards() == 2


def test_whoever_comes_then_waits_for_no_picture(client, cast, monkeypatch):
    make_budget(cast.alder)
    make_year_of_spend(cast.alder)
    assert draw_pictures() == 2
    monkeypatch.setattr(picture, "_draw", lambda spec: pytest.fail("drawn again"))
    client.force_login(cast.pat)
    assert client.get("/programmes/dashboard/pct/5P4/2009-01/").status_code == 200


def test_a_pct_without_groups_has_nothing_to_draw(cast):
    RoleAssignment.objects.exclude(user=cast.zoe).delete()
    assert not CommissioningGroup.objects.filter(pct=cast.other_pct).exists()
    assert draw_dashboards() == 0


def test_a_worker_begins_with_it(monkeypatch):
    sent = []
    monkeypatch.setattr(celery.app, "send_task", sent.append)
    worker_ready.send(sender=None)
    assert sent == ["programmes.tasks.draw_pictures"]

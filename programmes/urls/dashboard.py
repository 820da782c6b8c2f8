"""Addresses of a group's dashboard and of its practices': a group by its slug, a month as 2009-01."""

from __future__ import annotations

from django.urls import URLPattern, path

from programmes.views import dashboard, dashboard_changes, practice_dashboard
from referrals import converters as converters

GROUP_MONTH = "dashboard/<slug:group>/<month:month>/"

urlpatterns: list[URLPattern] = [
    path("dashboard/", dashboard.dashboard_home, name="dashboard-home"),
    path(GROUP_MONTH, dashboard.dashboard, name="dashboard"),
    path("dashboard/practice/", practice_dashboard.practice_dashboard_home, name="practice-dashboard-home"),
    path(
        f"{GROUP_MONTH}practices/<slug:ods>/",
        practice_dashboard.practice_dashboard,
        name="practice-dashboard",
    ),
    path(f"{GROUP_MONTH}changes/", dashboard_changes.dashboard_changes, name="dashboard-changes"),
]

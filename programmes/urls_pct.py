"""Addresses of the dashboard of a PCT."""

from django.urls import URLPattern, path

from programmes.views import pct
from referrals import converters as converters

urlpatterns: list[URLPattern] = [
    path("dashboard/pct/", pct.pct_dashboard_home, name="pct-dashboard-home"),
    path("dashboard/pct/<slug:pct>/<month:month>/", pct.pct_dashboard, name="pct-dashboard"),
]

"""Addresses of the dashboard of a PCT, and of dashboards on paper."""

from django.urls import URLPattern, path

from programmes.views import pct, prints
from referrals import converters as converters

GROUP_MONTH = "dashboard/<slug:group>/<month:month>/"

urlpatterns: list[URLPattern] = [
    path("dashboard/pct/", pct.pct_dashboard_home, name="pct-dashboard-home"),
    path("dashboard/pct/<slug:pct>/<month:month>/", pct.pct_dashboard, name="pct-dashboard"),
    path("dashboard/pct/<slug:pct>/<month:month>/pdf/", prints.pct_dashboard_pdf, name="pct-dashboard-pdf"),
    path(f"{GROUP_MONTH}pdf/", prints.dashboard_pdf, name="dashboard-pdf"),
    path(
        f"{GROUP_MONTH}practices/<slug:ods>/pdf/",
        prints.practice_dashboard_pdf,
        name="practice-dashboard-pdf",
    ),
    path("pdf/<slug:key>/", prints.page_pdf, name="page-pdf"),
]

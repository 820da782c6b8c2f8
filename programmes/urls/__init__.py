"""Addresses of programmes."""

from django.urls import URLPattern

from programmes.urls import dashboard, pct, plans, projects

app_name = "programmes"
urlpatterns: list[URLPattern] = [
    *dashboard.urlpatterns,
    *pct.urlpatterns,
    *projects.urlpatterns,
    *plans.urlpatterns,
]

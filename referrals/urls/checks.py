"""Addresses of the automatic checks: a group by its slug, a financial year by the year it begins in."""

from django.urls import URLPattern, path

from referrals.views import checks

YEAR = "checks/<slug:group>/<int:year>/"

urlpatterns: list[URLPattern] = [
    path("checks/", checks.check_home, name="check-home"),
    path(YEAR, checks.check_list, name="check-list"),
    path(f"{YEAR}again/", checks.check_run, name="check-run"),
    path(f"{YEAR}<slug:rule>/", checks.check_setting, name="check-setting"),
]

"""Addresses of spend: posting it by file, the shapes of a year, and what explains a difference."""

from django.urls import URLPattern, path

from budgets.views import profiles, spend_files
from referrals import converters as converters

GROUP_MONTH = "<slug:group>/<month:month>/"

urlpatterns: list[URLPattern] = [
    path(f"{GROUP_MONTH}spend-file/", spend_files.spend_file, name="spend-file"),
    path(f"{GROUP_MONTH}profiles/", profiles.profiles, name="profiles"),
    path(f"{GROUP_MONTH}profiles/<slug:code>/", profiles.profile, name="profile"),
]

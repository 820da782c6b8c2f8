"""Addresses of where a group's money stands, its rows, and where they are posted."""

from django.urls import URLPattern, path

from budgets.views import position, spend
from referrals import converters as converters

GROUP_MONTH = "<slug:group>/<month:month>/"

urlpatterns: list[URLPattern] = [
    path("", position.position_home, name="position-home"),
    path(GROUP_MONTH, position.position, name="position"),
    path(f"{GROUP_MONTH}rows/", spend.spend_rows, name="spend-rows"),
    path(f"{GROUP_MONTH}posting/", spend.spend_month, name="spend-month"),
    path(f"{GROUP_MONTH}posting/<slug:ods>/", spend.spend_post, name="spend-post"),
]

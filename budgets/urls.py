"""Addresses of budgets: a group by its slug, a month as 2009-01, a practice by its ODS code."""

from django.urls import URLPattern, path

from budgets import urls_forecast, urls_setting, urls_spend
from budgets.views import position, spend
from referrals import converters as converters

GROUP_MONTH = "<slug:group>/<month:month>/"

app_name = "budgets"
urlpatterns: list[URLPattern] = [
    path("", position.position_home, name="position-home"),
    path(GROUP_MONTH, position.position, name="position"),
    path(f"{GROUP_MONTH}rows/", spend.spend_rows, name="spend-rows"),
    path(f"{GROUP_MONTH}posting/", spend.spend_month, name="spend-month"),
    path(f"{GROUP_MONTH}posting/<slug:ods>/", spend.spend_post, name="spend-post"),
    *urls_setting.urlpatterns,
    *urls_spend.urlpatterns,
    *urls_forecast.urlpatterns,
]

"""Addresses of budgets: a group by its slug, a month as 2009-01, a practice by its ODS code."""

from django.urls import URLPattern

from budgets.urls import forecast, position, setting, spend

app_name = "budgets"
urlpatterns: list[URLPattern] = [
    *position.urlpatterns,
    *setting.urlpatterns,
    *spend.urlpatterns,
    *forecast.urlpatterns,
]

"""Addresses of forecasts, debts and freed-up money."""

from django.urls import URLPattern, path

from budgets.views import forecast
from referrals import converters as converters

GROUP_MONTH = "<slug:group>/<month:month>/"
FORECAST = f"{GROUP_MONTH}forecast/"

urlpatterns: list[URLPattern] = [
    path(FORECAST, forecast.forecast, name="forecast"),
    path(f"{FORECAST}<slug:code>/", forecast.forecast_category, name="forecast-category"),
    path(f"{FORECAST}<slug:code>/choose/", forecast.forecast_choose, name="forecast-choose"),
]

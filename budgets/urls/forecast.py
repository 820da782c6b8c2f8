"""Addresses of forecasts, debts and freed-up money."""

from django.urls import URLPattern, path

from budgets.views import debts, forecast, freed, proposals
from referrals import converters as converters

GROUP_MONTH = "<slug:group>/<month:month>/"
FORECAST = f"{GROUP_MONTH}forecast/"
PROPOSAL = "proposals/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path(FORECAST, forecast.forecast, name="forecast"),
    path(f"{FORECAST}<slug:code>/", forecast.forecast_category, name="forecast-category"),
    path(f"{FORECAST}<slug:code>/choose/", forecast.forecast_choose, name="forecast-choose"),
    path(f"{GROUP_MONTH}debt/", debts.debt, name="debt"),
    path(f"{GROUP_MONTH}debt/<int:year>/", debts.debt_set, name="debt-set"),
    path(f"{GROUP_MONTH}freed/", freed.freed_up, name="freed"),
    path(f"{GROUP_MONTH}freed/new/", freed.proposal_new, name="proposal-new"),
    path(PROPOSAL, proposals.proposal_detail, name="proposal-detail"),
    path(f"{PROPOSAL}edit/", proposals.proposal_edit, name="proposal-edit"),
    path(f"{PROPOSAL}send/", proposals.proposal_send, name="proposal-send"),
    path(f"{PROPOSAL}decide/", proposals.proposal_decide, name="proposal-decide"),
    path(f"{PROPOSAL}spend/", proposals.proposal_spend, name="proposal-spend"),
]

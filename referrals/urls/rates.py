"""Addresses of rates and activity: a group by its slug, a month as 2009-01, a practice by its ODS code."""

from django.urls import URLPattern, path

from referrals import converters as converters
from referrals.views import activity, rate_definitions, rates, rates_practice

RATES = "rates/<slug:group>/<month:month>/"

urlpatterns: list[URLPattern] = [
    path("rates/", rates.rates_home, name="rates-home"),
    path("rates/definitions/<slug:measure>/", rate_definitions.rates_definition, name="rates-definition"),
    path(RATES, rates.rates, name="rates"),
    path(f"{RATES}points-of-delivery/", activity.activity_pods, name="activity-pods"),
    path(f"{RATES}specialties/", activity.activity_specialties, name="activity-specialties"),
    path(f"{RATES}follow-up/", activity.activity_outpatients, name="activity-outpatients"),
    path(f"{RATES}reduction/", activity.activity_reduction, name="activity-reduction"),
    path(f"{RATES}<slug:ods>/", rates_practice.rates_practice, name="rates-practice"),
]

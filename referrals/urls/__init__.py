"""Addresses of referrals: a practice by its ODS code, a month as 2009-01."""

from django.urls import URLPattern, path

from referrals import converters as converters
from referrals.urls.challenges import urlpatterns as challenge_addresses
from referrals.urls.checks import urlpatterns as check_addresses
from referrals.urls.extracts import urlpatterns as extract_addresses
from referrals.urls.rates import urlpatterns as rate_addresses
from referrals.urls.returnflow import urlpatterns as returnflow_addresses
from referrals.urls.runcharts import urlpatterns as runchart_addresses
from referrals.urls.workbench import urlpatterns as workbench_addresses
from referrals.views import (
    completeness,
    counting,
    declaration,
    explanations,
    figures,
    frequent,
    grid_upload,
    months,
    own_figures,
    returns,
    reviews,
)

MONTH = "<slug:ods>/<month:month>/"
GROUP_MONTH = "<slug:group>/<month:month>/"

app_name = "referrals"
urlpatterns: list[URLPattern] = [
    path("", months.your_month, name="your-month"),
    path("review/", reviews.review_list, name="review-list"),
    *challenge_addresses,
    *check_addresses,
    *extract_addresses,
    *runchart_addresses,
    path("frequent/", frequent.frequent, name="frequent"),
    path(f"frequent/{GROUP_MONTH}", frequent.frequent_counts, name="frequent-counts"),
    *returnflow_addresses,
    path(f"completeness/{GROUP_MONTH}", completeness.completeness, name="completeness"),
    *rate_addresses,
    path("<slug:ods>/", months.month_list, name="month-list"),
    path(MONTH, returns.return_detail, name="return-detail"),
    path(f"{MONTH}referrals/", figures.return_referrals, name="return-referrals"),
    path(f"{MONTH}referrals/clinicians/<int:pk>/", figures.return_clinician, name="return-clinician"),
    path(f"{MONTH}referrals/counting/", counting.return_counting, name="return-counting"),
    path(f"{MONTH}referrals/unusual/", explanations.return_explain, name="return-explain"),
    path(f"{MONTH}referrals/upload/", grid_upload.return_upload, name="return-upload"),
    path(f"{MONTH}referrals/template/<slug:kind>/", grid_upload.return_template, name="return-template"),
    path(f"{MONTH}by-clinician/", own_figures.return_by_clinician, name="return-by-clinician"),
    *workbench_addresses,
    path(f"{MONTH}frequent/", frequent.frequent_list, name="frequent-list"),
    path(f"{MONTH}frequent/<int:pk>/", frequent.frequent_patient, name="frequent-patient"),
    path(f"{MONTH}declaration/", declaration.return_declare, name="return-declare"),
    path(f"{MONTH}receipts/<int:number>/", returns.return_receipt, name="return-receipt"),
    path(f"{MONTH}review/", reviews.return_review, name="return-review"),
    path(f"{MONTH}review/query/", reviews.return_query, name="return-query"),
    path(f"{MONTH}review/accept/", reviews.return_accept, name="return-accept"),
]

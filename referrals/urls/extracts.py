"""Addresses of HIDAS extracts; they stand before those of practices."""

from django.urls import URLPattern, path

from referrals.views import extracts, extracts_deciding, extracts_errors, extracts_months, summaries

EXTRACT = "extracts/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("extracts/", extracts.extract_list, name="extract-list"),
    path("extracts/upload/", extracts.extract_upload, name="extract-upload"),
    path("extracts/months/", extracts_months.extract_months, name="extract-months"),
    path(
        "extracts/months/<slug:pct>/<slug:provider>/<month:month>/",
        extracts_months.extract_month,
        name="extract-month",
    ),
    path("extracts/counts/", summaries.summary_list, name="summary-list"),
    path("extracts/counts/upload/", summaries.summary_upload, name="summary-upload"),
    path("extracts/counts/post/", summaries.summary_post, name="summary-post"),
    path(EXTRACT, extracts.extract_detail, name="extract-detail"),
    path(f"{EXTRACT}errors/", extracts_errors.extract_errors, name="extract-errors"),
    path(f"{EXTRACT}errors.csv", extracts_errors.extract_errors_csv, name="extract-errors-csv"),
    path(f"{EXTRACT}load/", extracts_deciding.extract_load, name="extract-load"),
    path(f"{EXTRACT}resume/", extracts_deciding.extract_resume, name="extract-resume"),
    path(f"{EXTRACT}reject/", extracts_deciding.extract_reject, name="extract-reject"),
    path(f"{EXTRACT}mapping/", extracts_deciding.extract_mapping, name="extract-mapping"),
]

"""Addresses of run charts and of requests to practices; they stand before those of practices."""

from django.urls import URLPattern, path

from referrals import converters as converters
from referrals.views import chart_notes, outliers, run_charts

CHARTS = "<slug:group>/<month:month>/run-charts/"
CHART = f"{CHARTS}<slug:measure>/"
PRACTICE = f"{CHART}<slug:ods>/"

urlpatterns: list[URLPattern] = [
    path(CHARTS, run_charts.run_charts, name="run-charts"),
    path(f"{CHARTS}notes/<int:pk>/withdraw/", chart_notes.chart_note_withdraw, name="chart-note-withdraw"),
    path(f"{CHARTS}limits/<int:pk>/withdraw/", chart_notes.rebase_withdraw, name="rebase-withdraw"),
    path(CHART, run_charts.run_chart, name="run-chart"),
    path(f"{CHART}note/", chart_notes.run_chart_note, name="run-chart-note"),
    path(f"{CHART}limits/", chart_notes.run_chart_rebase, name="run-chart-rebase"),
    path(PRACTICE, run_charts.run_chart_practice, name="run-chart-practice"),
    path(f"{PRACTICE}note/", chart_notes.run_chart_note, name="run-chart-practice-note"),
    path(f"{PRACTICE}limits/", chart_notes.run_chart_rebase, name="run-chart-practice-rebase"),
    path(f"{PRACTICE}ask/", outliers.outlier_ask, name="outlier-ask"),
    path("outliers/<slug:group>/", outliers.outliers, name="outlier-list"),
    path("outliers/request/<int:pk>/", outliers.outlier_detail, name="outlier-detail"),
    path("outliers/request/<int:pk>/answer/", outliers.outlier_answer, name="outlier-answer"),
    path("outliers/request/<int:pk>/follow/", outliers.outlier_follow, name="outlier-follow"),
]

"""Addresses of worksheets and variations: both belong to the financial year of the month in the address."""

from django.urls import URLPattern, path

from budgets.views import variation_new, variations, worksheet, worksheet_edit

GROUP_MONTH = "<slug:group>/<month:month>/"
WORKSHEET, VARIATIONS = f"{GROUP_MONTH}worksheet/", f"{GROUP_MONTH}variations/"

urlpatterns: list[URLPattern] = [
    path(WORKSHEET, worksheet.worksheet, name="worksheet"),
    path(f"{WORKSHEET}start/", worksheet_edit.worksheet_start, name="worksheet-start"),
    path(f"{WORKSHEET}terms/", worksheet_edit.worksheet_terms, name="worksheet-terms"),
    path(f"{WORKSHEET}weights/", worksheet_edit.worksheet_weights, name="worksheet-weights"),
    path(f"{WORKSHEET}publish/", worksheet.worksheet_publish, name="worksheet-publish"),
    path(VARIATIONS, variations.variation_list, name="variation-list"),
    path(f"{VARIATIONS}new/<slug:kind>/", variation_new.variation_new, name="variation-new"),
    path(f"{VARIATIONS}<int:number>/", variations.variation_detail, name="variation-detail"),
]

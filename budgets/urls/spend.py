"""Addresses of spend: posting it by file, the shapes of a year, and what explains a difference."""

from django.urls import URLPattern, path

from budgets.views import categories, hospital, once, profiles, spend_files
from referrals import converters as converters

GROUP_MONTH = "<slug:group>/<month:month>/"

urlpatterns: list[URLPattern] = [
    path("categories/", categories.categories, name="category-list"),
    path("categories/<slug:code>/", categories.category_close, name="category-close"),
    path(f"{GROUP_MONTH}spend-file/", spend_files.spend_file, name="spend-file"),
    path(f"{GROUP_MONTH}profiles/", profiles.profiles, name="profiles"),
    path(f"{GROUP_MONTH}profiles/<slug:code>/", profiles.profile, name="profile"),
    path(f"{GROUP_MONTH}hospital/", hospital.hospital, name="hospital"),
    path(f"{GROUP_MONTH}hospital/explain/", hospital.explanation_new, name="explanation-new"),
    path(
        f"{GROUP_MONTH}hospital/<int:pk>/withdraw/",
        hospital.explanation_withdraw,
        name="explanation-withdraw",
    ),
    path(f"{GROUP_MONTH}once/", once.once, name="once"),
    path(f"{GROUP_MONTH}once/<int:pk>/withdraw/", once.once_withdraw, name="once-withdraw"),
]

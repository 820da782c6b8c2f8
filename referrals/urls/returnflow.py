"""Addresses of what surrounds a return: extensions, versions, completeness, who certifies."""

from django.urls import URLPattern, path

from referrals import converters as converters
from referrals.views import certifying, completeness, extensions, versions

RETURN = "<slug:ods>/<month:month>/"
GROUP = "completeness/<slug:group>/<month:month>/"
PCT = "completeness/pct/<slug:pct>/<month:month>/"

urlpatterns: list[URLPattern] = [
    path("completeness/", completeness.completeness_home, name="completeness-home"),
    path(f"{GROUP}file/<slug:kind>/", completeness.completeness_file, name="completeness-file"),
    path(PCT, completeness.completeness_pct, name="completeness-pct"),
    path(f"{PCT}file/<slug:kind>/", completeness.completeness_pct_file, name="completeness-pct-file"),
    path("settings/<slug:group>/certifier/", certifying.certifier, name="certifier"),
    path(f"{RETURN}versions/", versions.return_difference, name="return-difference"),
    path(f"{RETURN}extension/", extensions.return_extension, name="return-extension"),
    path(f"{RETURN}extension/end/", extensions.return_extension_end, name="return-extension-end"),
]

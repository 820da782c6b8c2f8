"""Every address. A sweep test holds each named route against each role."""

from django.urls import include, path

from daccom.views import gallery, health, home, jobs

handler400 = "daccom.views.errors.bad_request"
handler403 = "daccom.views.errors.permission_denied"
handler404 = "daccom.views.errors.page_not_found"
handler500 = "daccom.views.errors.server_error"

urlpatterns = [
    path("", home.home, name="home"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("gallery/", gallery.gallery, name="gallery"),
    path("jobs/<int:pk>/", jobs.job_detail, name="job-detail"),
    path("accounts/", include("practices.account_urls")),
    path("practices/", include("practices.urls")),
    path("referrals/", include("referrals.urls")),
    path("budgets/", include("budgets.urls")),
    path("programmes/", include("programmes.urls")),
]

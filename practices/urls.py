"""Addresses of practices, accounts and the access log."""

from django.urls import URLPattern, path

from practices.views import access_log, accounts, clinicians, practices, roles

app_name = "practices"
urlpatterns: list[URLPattern] = [
    path("", practices.practice_list, name="practice-list"),
    path("groups/<slug:slug>/", practices.group_detail, name="group-detail"),
    path("accounts/", accounts.user_list, name="user-list"),
    path("accounts/add/", accounts.user_add, name="user-add"),
    path("accounts/<int:pk>/", accounts.user_detail, name="user-detail"),
    path("accounts/<int:pk>/send-link/", accounts.user_send_link, name="user-send-link"),
    path("accounts/<int:pk>/close/", accounts.user_close, name="user-close"),
    path("accounts/<int:pk>/reopen/", accounts.user_reopen, name="user-reopen"),
    path("accounts/<int:pk>/give-role/", roles.role_give, name="role-give"),
    path("accounts/roles/<int:pk>/end/", roles.role_end, name="role-end"),
    path("who-looked/", access_log.own_access_log, name="own-access-log"),
    path("who-looked/<slug:ods>/", access_log.access_log, name="access-log"),
    path("who-looked/<slug:ods>/<int:look>/", access_log.access_look, name="access-look"),
    path("clinicians/<slug:ods>/", clinicians.clinician_list, name="clinician-list"),
    path("clinicians/<slug:ods>/<int:pk>/left/", clinicians.clinician_end, name="clinician-end"),
    path("register/<slug:ods>/", practices.practice_detail, name="practice-detail"),
]

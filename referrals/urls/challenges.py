"""Addresses of challenges, batches and reconciliation dates; they stand before those of practices."""

from django.urls import URLPattern, path

from referrals.views import (
    challenge_batches,
    challenge_detail,
    challenge_raising,
    challenge_replies,
    challenges,
    reconciliation,
)

BATCH = "challenges/batch/<int:pk>/"

urlpatterns: list[URLPattern] = [
    path("challenges/", challenges.challenge_home, name="challenge-home"),
    path("challenges/practice/<slug:ods>/", challenges.challenge_practice, name="challenge-practice"),
    path("challenges/group/<slug:group>/", challenges.challenge_group, name="challenge-group"),
    path("challenges/pct/<slug:pct>/", challenges.challenge_pct, name="challenge-pct"),
    path("challenges/<int:pk>/", challenge_detail.challenge_detail, name="challenge-detail"),
    path("challenges/<int:pk>/withdraw/", challenge_detail.challenge_withdraw, name="challenge-withdraw"),
    path("challenges/<int:pk>/patient/", challenge_detail.challenge_patient, name="challenge-patient"),
    path("challenges/proposals/<slug:ods>/", challenge_raising.proposal_list, name="proposal-list"),
    path("challenges/new/<int:episode>/", challenge_raising.challenge_new, name="challenge-new"),
    path("challenges/batches/<slug:pct>/", challenge_batches.batch_list, name="batch-list"),
    path(
        "challenges/batches/<slug:pct>/<slug:provider>/send/",
        challenge_batches.batch_send,
        name="batch-send",
    ),
    path(BATCH, challenge_batches.batch_detail, name="batch-detail"),
    path(f"{BATCH}file/<slug:kind>/", challenge_batches.batch_file, name="batch-file"),
    path(f"{BATCH}answers/", challenge_replies.batch_answers, name="batch-answers"),
    path(f"{BATCH}reply/", challenge_replies.batch_reply, name="batch-reply"),
    path("challenges/dates/<slug:pct>/", reconciliation.reconciliation_list, name="reconciliation-list"),
    path(
        "challenges/dates/<slug:pct>/<month:month>/",
        reconciliation.reconciliation_set,
        name="reconciliation-set",
    ),
]

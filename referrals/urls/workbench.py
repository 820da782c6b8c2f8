"""Addresses of the workbench: a month's episodes over the threshold."""

from django.urls import URLPattern, path

from referrals.views import answering, episodes, raising

EPISODES = "<slug:ods>/<month:month>/episodes/"

urlpatterns: list[URLPattern] = [
    path(EPISODES, episodes.episode_list, name="episode-list"),
    path(f"{EPISODES}answers/", answering.episode_answers, name="episode-answers"),
    path(f"{EPISODES}all-yes/", answering.episode_confirm, name="episode-confirm"),
    path(f"{EPISODES}undo/", answering.episode_undo, name="episode-undo"),
    path(f"{EPISODES}challenges/", raising.challenge_raise_all, name="challenge-raise-all"),
    path(f"{EPISODES}<int:pk>/", episodes.episode_detail, name="episode-detail"),
    path(f"{EPISODES}<int:pk>/save/", answering.episode_save, name="episode-save"),
]

"""Addresses of savings and milestones."""

from django.urls import URLPattern, path

from programmes.views import milestones, savings
from referrals import converters as converters

urlpatterns: list[URLPattern] = [
    path("savings/<slug:group>/<month:month>/", savings.savings, name="savings"),
    path("savings/targets/<int:pk>/", savings.savings_target, name="savings-target"),
    path("milestones/", milestones.milestone_list, name="milestone-list"),
    path("milestones/<int:pk>/", milestones.milestone_detail, name="milestone-detail"),
    path("milestones/<int:pk>/submit/", milestones.milestone_submit, name="milestone-submit"),
    path("milestones/<int:pk>/decide/", milestones.milestone_decide, name="milestone-decide"),
]

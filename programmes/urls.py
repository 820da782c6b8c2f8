"""Addresses of programmes."""

from django.urls import path

from programmes import urls_dashboard, urls_pct
from programmes.views import dashboard, milestones, plans, plans_documents, plans_edit, plans_sign, savings
from referrals import converters as converters

app_name = "programmes"
urlpatterns = [
    path("dashboard/", dashboard.dashboard_home, name="dashboard-home"),
    path("dashboard/<slug:group>/<month:month>/", dashboard.dashboard, name="dashboard"),
    *urls_dashboard.urlpatterns,
    *urls_pct.urlpatterns,
    path("savings/<slug:group>/<month:month>/", savings.savings, name="savings"),
    path("savings/targets/<int:pk>/", savings.savings_target, name="savings-target"),
    path("milestones/", milestones.milestone_list, name="milestone-list"),
    path("milestones/<int:pk>/", milestones.milestone_detail, name="milestone-detail"),
    path("milestones/<int:pk>/submit/", milestones.milestone_submit, name="milestone-submit"),
    path("milestones/<int:pk>/decide/", milestones.milestone_decide, name="milestone-decide"),
    path("plans/", plans.plan_list, name="plan-list"),
    path("plans/<int:pk>/", plans.plan_detail, name="plan-detail"),
    path("plans/<int:pk>/sections/<int:order>/", plans.plan_section, name="plan-section"),
    path("plans/<int:pk>/sections/<int:order>/edit/", plans_edit.plan_section_edit, name="plan-section-edit"),
    path("plans/<int:pk>/freeze/", plans_edit.plan_freeze, name="plan-freeze"),
    path("plans/<int:pk>/send/", plans_edit.plan_send, name="plan-send"),
    path("plans/<int:pk>/sign/", plans_sign.plan_sign, name="plan-sign"),
    path("plan-versions/<int:pk>/pdf/", plans_documents.plan_pdf, name="plan-pdf"),
    path("plan-documents/<int:pk>/", plans_documents.plan_document, name="plan-document"),
]

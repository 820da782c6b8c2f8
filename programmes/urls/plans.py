"""Addresses of commissioning plans, their sections, versions and documents."""

from django.urls import URLPattern, path

from programmes.views import plans, plans_documents, plans_edit, plans_sign

urlpatterns: list[URLPattern] = [
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

"""The addresses of plans, below the company they belong to."""

from __future__ import annotations

from django.urls import include, path, re_path

from fram.web.decide.views import comparison, new, papers, plan, plans, removal

app_name = "decide"
of_a_company = [
    path("", plans.plans_page, name="plans"),
    path("new/", new.new_plan_page, name="new"),
    path("new/company.toml", new.template_file, name="template"),
    path("<int:pk>/", plan.plan_page, name="plan"),
    path("<int:pk>/progress/", plan.progress_part, name="progress"),
    path("<int:pk>/report/", papers.report_page, name="report"),
    path("<int:pk>/plan.html", papers.report_file, name="report-file"),
    path("<int:pk>/plan.json", papers.record_file, name="record-file"),
    re_path(
        r"^(?P<pk>[0-9]{1,18})/plan\.(?P<form>pdf|xlsx|pptx|docx)$", papers.paper_file, name="paper-file"
    ),
    path("<int:pk>/company.toml", papers.company_file, name="company-file"),
    path("<int:pk>/comparison/", comparison.comparison_page, name="comparison"),
    path("<int:pk>/delete/", removal.delete_plan, name="delete"),
    path("<int:pk>/restore/", removal.restore_plan, name="restore"),
]
urlpatterns = [path("<slug:slug>/", include(of_a_company))]

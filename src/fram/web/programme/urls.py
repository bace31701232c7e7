"""The addresses of support: the first word is the company's, or the body's own."""

from __future__ import annotations

from django.urls import path

from fram.web.programme.views import (
    archive,
    caseload_file,
    hand_overs,
    line,
    offers,
    support,
    tasks,
    threads,
)

app_name = "programme"
urlpatterns = [
    path("<slug:slug>/", support.support_page, name="support"),
    path("<slug:slug>/companies.csv", caseload_file.caseload_file, name="caseload-file"),
    path("<slug:slug>/offers/", offers.offers_page, name="offers"),
    path("<slug:slug>/offers/<slug:topic>/", offers.offer_page, name="offer"),
    path("<slug:slug>/archive/", archive.archive_page, name="archive"),
    path("<slug:slug>/unarchive/", archive.unarchive, name="unarchive"),
    path("<slug:slug>/bodies/<slug:body>/", line.line_page, name="line"),
    path("<slug:slug>/bodies/<slug:body>/change/", line.change_page, name="change"),
    path("<slug:slug>/bodies/<slug:body>/clock/", line.exempt_page, name="exempt"),
    path("<slug:slug>/bodies/<slug:body>/again/", line.again_page, name="again"),
    path("<slug:slug>/bodies/<slug:body>/hand-over/", hand_overs.propose_page, name="propose"),
    path("<slug:slug>/hand-overs/<int:pk>/", hand_overs.hand_over_page, name="hand-over"),
    path("<slug:slug>/hand-overs/<int:pk>/agree/", hand_overs.agree, name="agree"),
    path("<slug:slug>/hand-overs/<int:pk>/answer/", hand_overs.answer, name="answer"),
    path("<slug:slug>/hand-overs/<int:pk>/withdraw/", hand_overs.withdraw, name="withdraw"),
    path("<slug:slug>/tasks/", tasks.tasks_page, name="tasks"),
    path("<slug:slug>/tasks/new/", tasks.new_task_page, name="new-task"),
    path("<slug:slug>/tasks/<int:pk>/", tasks.task_page, name="task"),
    path("<slug:slug>/tasks/<int:pk>/end/", tasks.end_task, name="end-task"),
    path("<slug:slug>/tasks/<int:pk>/reopen/", tasks.reopen_task, name="reopen-task"),
    path("<slug:slug>/threads/", threads.threads_page, name="threads"),
    path("<slug:slug>/threads/new/", threads.new_thread_page, name="new-thread"),
    path("<slug:slug>/threads/<int:pk>/", threads.thread_page, name="thread"),
    path("<slug:slug>/threads/<int:pk>/people/", threads.people_page, name="thread-people"),
]

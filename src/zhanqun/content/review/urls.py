"""Addresses of review at the desk, below desk/review/."""

from django.urls import path

from zhanqun.content.review.views import (
    decisions,
    overrides,
    plans,
    publications,
    publishing,
    tasks,
    tray,
)

app_name = "review"
urlpatterns = [
    path("tasks/", tray.tray, name="tray"),
    path("tasks/<uuid:uid>/", tasks.task, name="task"),
    path("decisions/<uuid:uid>/", decisions.decision, name="decision"),
    path("articles/<uuid:uid>/overrides/", overrides.overrides, name="overrides"),
    path("publishing/", publishing.publishing, name="publishing"),
    path("publishing/live/", publishing.live, name="live"),
    path("publishing/articles/<uuid:uid>/", publishing.article, name="article"),
    path("publishing/articles/<uuid:uid>/withdraw/", publishing.withdraw, name="withdraw"),
    path("publishing/schedules/<uuid:uid>/cancel/", publishing.cancel, name="cancel"),
    path("publications/", publications.publications, name="publications"),
    path("publications/<uuid:uid>/", publications.publication, name="publication"),
    path("plans/", plans.plans, name="plans"),
    path("plans/new/", plans.plan, name="plan"),
]

"""The addresses of the API, version 1."""

from __future__ import annotations

from django.urls import path, re_path

from nrem_portal.api import manual, views
from nrem_portal.api.kinds import KINDS

urlpatterns = [
    path("", manual.newest),
    path("v1/", views.Contents.as_view(), name="api"),
    path("v1/openapi.json", views.Schema.as_view(), name="api-schema"),
    path("v1/docs/", manual.manual, name="api-docs"),
    path("v1/docs/<slug:name>/", manual.of_list, name="api-docs-list"),
]
for one in KINDS.values():
    urlpatterns += [
        path(f"v1/{one.name}/", views.ListAnswer.as_view(kind=one), name=f"api-{one.name}"),
        path(f"v1/{one.name}/{one.part}/", views.RecordAnswer.as_view(kind=one), name=f"api-{one.one}"),
    ]
urlpatterns += [
    path("v1/documents/<key:key>/p/<slug:anchor>/", views.ParagraphAnswer.as_view(), name="api-paragraph"),
    re_path(r"^(?P<rest>[\s\S]+)/\Z", views.Missing.as_view()),  # of any characters, line breaks too
]

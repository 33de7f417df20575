"""The addresses of the desk, below `/en/desk/`."""

from __future__ import annotations

from django.urls import path

from desk.views import edit, giving_up, history, inbox, persons, queue, review

urlpatterns = [
    path("", queue.queue, name="desk"),
    path("next/", queue.open_next, name="desk-next"),
    path("inbox/", inbox.inbox, name="desk-inbox"),
    path("inbox/<int:pk>/", inbox.message, name="desk-message"),
    path("audit.csv", history.audit, name="desk-audit"),
    path("persons/new/", persons.new_person, name="desk-new-person"),
    path("<slug:kind>/", queue.records, name="desk-records"),
    path("<slug:kind>/new/", edit.new, name="desk-new"),
    path("<slug:kind>/<uuid:uid>/", edit.edit, name="desk-edit"),
    path("<slug:kind>/<uuid:uid>/preview/", edit.preview, name="desk-preview"),
    path("<slug:kind>/<uuid:uid>/give-up/", giving_up.give_up, name="desk-give-up"),
    path("<slug:kind>/<uuid:uid>/review/", review.review, name="desk-review"),
    path("<slug:kind>/<uuid:uid>/withdraw/", review.withdraw, name="desk-withdraw"),
    path("<slug:kind>/<uuid:uid>/history/", history.history, name="desk-history"),
    path("<slug:kind>/<uuid:uid>/history/<int:first>..<int:second>/", history.difference, name="desk-difference"),
    path("<slug:kind>/<uuid:uid>/history/<int:number>/restore/", history.restore, name="desk-restore"),
]

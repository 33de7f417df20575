"""Roles of the people who look after the portal, as groups with exactly the permissions that their work needs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_noop

EDITOR = gettext_noop("Editor")
REVIEWER = gettext_noop("Reviewer")
ADMINISTRATOR = gettext_noop("Administrator")
# What the permissions of the desk say, which the page of a role shows.
PERMISSIONS = [
    gettext_noop("May draft records, import reports and answer the inbox"),
    gettext_noop("May publish, return and withdraw"),
    gettext_noop("May take the audit export"),
]
AUDIT = ("desk", "audit")
ON_THE_DESK = {EDITOR: {("desk", "edit")}, REVIEWER: {("desk", "edit"), ("desk", "review")}}


def allowed() -> set[tuple[str, str]]:
    """Return app and codename of each permission that the administration's pages allow to an administrator."""
    pages: list[Any] = list(admin.site._registry.values())
    pages += [inline for page in pages for inline in page.inlines]
    models = [(page.model._meta, action) for page in pages for action in page.allows]
    return {(model.app_label, f"{action}_{model.model_name}") for model, action in models}


def set_up_roles() -> None:
    """Make the groups that there are none of, and give each what it needs and no more."""
    held = list(Permission.objects.select_related("content_type"))
    for name, needed in {**ON_THE_DESK, ADMINISTRATOR: allowed() | {AUDIT}}.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.set([one for one in held if (one.content_type.app_label, one.codename) in needed])

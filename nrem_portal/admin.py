"""The name that the admin goes by, and the people who may sign in."""

from __future__ import annotations

from typing import Any

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401 (the pages of all three are registered, to be taken away)
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.db.models import Count, Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.administration import LookUpAdmin, shown
from documents.templatetags.administration import moment
from documents.values import KeepsValues, values_of
from nrem_portal.account.actions import AccountActions
from nrem_portal.account.invitations import put_right
from nrem_portal.account.inviting import InvitationForm, PersonForm
from nrem_portal.account.lockout import locked
from nrem_portal.account.second_step import STEPS

admin.site.site_header = admin.site.site_title = _("NREM Portal")
admin.site.index_title = _("Vocabularies and people")
admin.site.site_url = reverse_lazy("home")  # type: ignore[assignment]
apps.get_app_config("auth").verbose_name = _("Accounts")
admin.site.unregister([User, Group, EmailAddress, Authenticator, UserSession])

WHAT_ROLES_ALLOW = _("What each role allows stands on its own page, under Groups.")


class Roles(forms.ModelMultipleChoiceField):
    """The roles that an account may hold, in the reader's language."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return gettext(obj.name)


class RoleFilter(admin.RelatedFieldListFilter):
    """Roles, in the reader's language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.title = _("role")

    def field_choices(self, *args: Any) -> list[Any]:
        return [(pk, gettext(str(name))) for pk, name in super().field_choices(*args)]


LETTER_GOES = _("A letter goes to this address, with a link by which the person sets a password.")
PERSON: list[Any] = ["first_name", "last_name", "email"]


@admin.register(User)
class AccountAdmin(KeepsValues, AccountActions, UserAdmin):
    """Accounts have roles, not single permissions. Each is made by inviting a person, who alone knows the password.

    They are made inactive, not deleted: the history names them.
    """

    allows = ("view", "add", "change")  # to an administrator
    list_display = [
        "username",
        "full_name",
        "address",
        "roles",
        "is_active",
        "signing_in",
        "second_step",
        shown("last_login", _("last in")),
    ]
    list_filter = ["is_active", ("groups", RoleFilter)]
    list_per_page = 50
    filter_horizontal = []
    dates: list[Any] = ["signing_in", shown("last_login", _("last signed in")), shown("date_joined", _("made"))]
    readonly_fields = dates
    form = PersonForm
    add_form = InvitationForm
    add_form_template = "admin/change_form.html"
    add_fieldsets = [
        (_("Person"), {"fields": [*PERSON, "username"], "description": LETTER_GOES}),
        (_("What they may do"), {"fields": ["groups"]}),
    ]
    fieldsets = [
        (None, {"fields": ["username"]}),
        (_("Person"), {"fields": PERSON}),
        (_("What they may do"), {"fields": ["is_active", "groups"]}),
        (_("About this account"), {"fields": dates}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Nobody switches themselves off."""
        own = ["is_active", "roles"] if obj and obj == request.user else []
        return [*super().get_readonly_fields(request, obj), *own]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """One's own roles are shown and not asked."""
        sections = super().get_fieldsets(request, obj)
        if obj and obj == request.user:
            own: Any = (_("What they may do"), {"fields": ["is_active", "roles"]})
            return [own if "groups" in section[1]["fields"] else section for section in sections]
        return sections

    def get_urls(self) -> list[Any]:
        """Leave out the page on which an administrator would set the password of another."""
        return [pattern for pattern in super().get_urls() if pattern.name != "auth_user_password_change"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        second_step = Authenticator.objects.filter(user=OuterRef("pk"), type__in=STEPS)
        return super().get_queryset(request).prefetch_related("groups").annotate(stepped=Exists(second_step))

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, obj: User) -> str:
        return obj.get_full_name()

    @admin.display(description=_("email address"), ordering="email")
    def address(self, obj: User) -> str:
        """Show the address, which a narrow column breaks before its host."""
        name, at, host = obj.email.rpartition("@")
        return format_html("{}{}<wbr>{}", name, at, host)

    @admin.display(description=_("roles"))
    def roles(self, obj: User) -> str:
        return ", ".join(gettext(group.name) for group in obj.groups.all())

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        """Ask once for all accounts of the page which of them are closed after too many tries."""
        page = super().get_changelist_instance(request)
        self.mark(page.result_list)
        return page

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        account = super().get_object(request, object_id, from_field)
        self.mark([account] if account else [])
        return account

    def mark(self, accounts: Any) -> None:
        """Note on each account until when it is closed."""
        ends = locked(accounts, now=timezone.now())
        for account in accounts:
            account.locked_until = ends.get(account.pk)

    @admin.display(description=_("signing in"))
    def signing_in(self, obj: Any) -> str:
        if obj.locked_until:
            return gettext("too many tries: closed until %(end)s") % {"end": moment(obj.locked_until)}
        return "" if obj.has_usable_password() else gettext("invitation not taken up yet")

    @admin.display(description=_("second step"), boolean=True, ordering="stepped")
    def second_step(self, obj: Any) -> bool:
        return obj.stepped

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return Roles(Group.objects.order_by("name"), label=_("Roles"), required=False, help_text=WHAT_ROLES_ALLOW)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> list[Any]:
        """Tell of an invitation which roles were given with it."""
        message = super().construct_change_message(request, form, formsets, add)
        roles = [value for value in values_of(form) if value[0] == "Roles"] if add else []
        return [*message, {"values": roles}] if roles else message

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Let in here whoever has work here; write to whoever is new."""
        super().save_related(request, form, formsets, change)
        put_right(account=form.instance)
        if not change:
            self.write_to(request, [form.instance])

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody lays hands on an account that may do more than their own."""
        above = obj is not None and obj.is_superuser and not request.user.is_superuser
        return super().has_change_permission(request, obj) and not above

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


@admin.register(Group)
class RoleAdmin(LookUpAdmin):
    """Roles come with the portal; here one sees what each allows, and who holds it."""

    list_display = ["role", "holders"]
    list_filter = []
    search_fields = ["name"]
    ordering = ["name"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Group]:
        return super().get_queryset(request).annotate(number=Count("user"))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the role under its name in the reader's language; it is never saved here."""
        role = super().get_object(request, object_id, from_field)
        if role:
            role.name = gettext(role.name)
        return role

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        return ["role", "people", "on_desk", "may_edit", "may_look_up"]

    @admin.display(description=_("role"), ordering="name")
    def role(self, obj: Group) -> str:
        return gettext(obj.name)

    @admin.display(description=_("accounts"), ordering="number")
    def holders(self, obj: Any) -> int:
        return obj.number

    @admin.display(description=_("accounts"))
    def people(self, obj: Group) -> str:
        return ", ".join(account.get_full_name() or account.username for account in obj.user_set.order_by("username"))

    @admin.display(description=_("on the desk"))
    def on_desk(self, obj: Group) -> str:
        names = obj.permissions.filter(content_type__model="change").order_by("pk").values_list("name", flat=True)
        return "; ".join(gettext(name) for name in names)

    @admin.display(description=_("may edit"))
    def may_edit(self, obj: Group) -> str:
        return named(pages_open_to(obj, "change"))

    @admin.display(description=_("may look up"))
    def may_look_up(self, obj: Group) -> str:
        return named(pages_open_to(obj, "view") - pages_open_to(obj, "change"))


def pages_open_to(role: Group, action: str) -> set[Any]:
    """Return the models with a page of their own that a role may do something with."""
    held = role.permissions.filter(codename__startswith=f"{action}_").select_related("content_type")
    models = {permission.content_type.model_class() for permission in held}
    return {model for model in models if model in admin.site._registry}


def named(models: set[Any]) -> str:
    """Name models in the reader's language, in alphabetical order."""
    return ", ".join(sorted(str(model._meta.verbose_name_plural) for model in models))

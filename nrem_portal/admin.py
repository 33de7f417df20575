"""The name that the admin goes by, and the people who may sign in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserCreationForm
from django.contrib.auth.models import Group, User
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from documents.administration import LookUpAdmin, shown

admin.site.site_header = admin.site.site_title = _("NREM Portal")
admin.site.index_title = _("Vocabularies and people")
admin.site.site_url = reverse_lazy("home")  # type: ignore[assignment]
apps.get_app_config("auth").verbose_name = _("Accounts")
admin.site.unregister([User, Group])

# Words of Django's own that our catalogues say better.
BETTER_SAID = [
    gettext_noop("Log in"),
    gettext_noop(
        "Please enter the correct %(username)s and password for a staff account. "
        "Note that both fields may be case-sensitive."
    ),
]


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


PERSON: list[Any] = ["first_name", "last_name", "email"]


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts have roles, not single permissions, and who has one may sign in here.

    They are made inactive, not deleted: the history names them.
    """

    allows = ("view", "add", "change")  # to an administrator
    list_display = [
        "username",
        "full_name",
        "email",
        "roles",
        "is_active",
        shown("last_login", _("last in")),
    ]
    list_filter = ["is_active", ("groups", RoleFilter)]
    list_per_page = 50
    filter_horizontal = []
    dates: list[Any] = [shown("last_login", _("last signed in")), shown("date_joined", _("made"))]
    readonly_fields = dates
    add_form = UserCreationForm
    add_form_template = "admin/change_form.html"
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        (_("Person"), {"fields": PERSON}),
        (_("What they may do"), {"fields": ["groups"]}),
    ]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": PERSON}),
        (_("What they may do"), {"fields": ["is_active", "groups"]}),
        (_("About this account"), {"fields": dates}),
    ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Nobody switches themselves off."""
        own = ["is_active", "roles"] if obj and obj == request.user else []
        return [*super().get_readonly_fields(request, obj), *own]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Those who may only look see nothing of the password; one's own roles are shown and not asked."""
        sections = super().get_fieldsets(request, obj)
        if obj and obj == request.user:
            own: Any = (_("What they may do"), {"fields": ["is_active", "roles"]})
            sections = [own if "groups" in section[1]["fields"] else section for section in sections]
        if obj is None or self.has_change_permission(request, obj):
            return sections
        return [(None, {"fields": ["username"]}), *sections[1:]]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, obj: User) -> str:
        return obj.get_full_name()

    @admin.display(description=_("roles"))
    def roles(self, obj: User) -> str:
        return ", ".join(gettext(group.name) for group in obj.groups.all())

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        return Roles(Group.objects.order_by("name"), label=_("Roles"), required=False, help_text=WHAT_ROLES_ALLOW)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Let those who have a role sign in here."""
        super().save_related(request, form, formsets, change)
        account = form.instance
        account.is_staff = account.is_superuser or account.groups.exists()
        account.save(update_fields=["is_staff"])

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
        return ["role", "people", "may_edit", "may_look_up"]

    @admin.display(description=_("role"), ordering="name")
    def role(self, obj: Group) -> str:
        return gettext(obj.name)

    @admin.display(description=_("accounts"), ordering="number")
    def holders(self, obj: Any) -> int:
        return obj.number

    @admin.display(description=_("accounts"))
    def people(self, obj: Group) -> str:
        return ", ".join(account.get_full_name() or account.username for account in obj.user_set.order_by("username"))

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

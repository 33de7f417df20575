"""Contact points: the ways by which a mechanism can be reached."""

from __future__ import annotations

from datetime import date
from typing import Self

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.fields import PartialDateField
from documents.links import web_link
from documents.models import Reference
from documents.publication import Row


class ContactKind(models.TextChoices):
    """By what way a mechanism can be reached."""

    WEBSITE = "website", _("Website")  # its own or its host's
    EMAIL = "email", _("E-mail")  # institutional only
    TELEPHONE = "telephone", _("Telephone")  # institutional only
    HOTLINE = "hotline", _("Hotline")  # for the public and for victims
    ADDRESS = "address", _("Address")  # postal
    NOTE = "note", _("Note")  # how to reach it, in words


class Audience(models.TextChoices):
    """Who may see a contact point."""

    PUBLIC = "public", _("Everyone")  # printed by a public source
    STAFF = "staff", _("Staff only")  # given in confidence; never leaves the desk


def is_email(text: str) -> bool:
    """Tell whether this is an e-mail address."""
    try:
        validate_email(text)
    except ValidationError:
        return False
    return True


class ContactPointQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Return contact points that everyone may see."""
        return self.filter(audience=Audience.PUBLIC)


class ContactPoint(Row):
    """A contact point is one way to reach a mechanism, institutional and never personal when public."""

    mechanism = models.ForeignKey("Mechanism", models.CASCADE, related_name="contacts")
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind)
    value = models.CharField(_("contact"), max_length=500)
    audience = models.CharField(_("audience"), max_length=8, choices=Audience, default=Audience.PUBLIC)
    as_of = PartialDateField(_("as of"))
    last_checked = models.DateField(_("last checked"), null=True, blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="contacts")

    objects = ContactPointQuerySet.as_manager()

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(name="directory_contactpoint_once", fields=["mechanism", "kind", "value"]),
        ]

    def __str__(self) -> str:
        return self.value

    def clean(self) -> None:
        """Refuse a website that is no address of the web, and an e-mail address that is none."""
        if self.kind == ContactKind.WEBSITE and not web_link(self.value):
            raise ValidationError({"value": _("This is no web address. Write it as https://www.example.org/.")})
        if self.kind == ContactKind.EMAIL and not is_email(self.value):
            raise ValidationError({"value": _("This is no e-mail address. Write it as name@example.org.")})

    @property
    def seen(self) -> date | None:
        """The day on which an address that gives it was last seen; none where documents alone give it."""
        return max((one.seen for one in self.references.all() if one.url and one.seen), default=None)

    @property
    def link(self) -> str:
        """The address to follow for a website; empty for other kinds, and for what is no address."""
        return web_link(self.value) if self.kind == ContactKind.WEBSITE else ""

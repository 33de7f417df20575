"""Themes: the controlled vocabulary of the portal."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.fields import Named, in_language, validate_lists_by_language, validate_texts_by_language
from documents.publication import Record, RecordQuerySet


class ThemeGroup(models.TextChoices):
    """The five groups that the themes stand in, of our own making."""

    INSTITUTIONS = "institutions", _("Institutions")  # how a mechanism is set up and sustained
    KNOWLEDGE = "knowledge", _("Knowledge")  # data, research, monitoring
    COOPERATION = "cooperation", _("Cooperation")  # with whom and how
    PEOPLE = "people", _("People")  # rights of the persons concerned
    PREVENTION_JUSTICE = "prevention-justice", _("Prevention and justice")  # before and after the crime


class Theme(Named, Record):
    """A theme is one of the twenty subjects by which recommendations, practices and documents can be found."""

    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    group = models.CharField(_("group"), max_length=20, choices=ThemeGroup)
    position = models.PositiveSmallIntegerField(_("position"))
    scope = models.JSONField(_("scope notes by language"), default=dict, validators=[validate_texts_by_language])
    synonyms = models.JSONField(
        _("synonyms by language"), default=dict, blank=True, validators=[validate_lists_by_language]
    )

    objects = RecordQuerySet.as_manager()
    KEY = ("slug",)

    class Meta(Record.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position"]

    def get_absolute_url(self) -> str:
        return reverse("theme", args=[self.slug])

    @property
    def scope_note(self) -> str:
        return in_language(self.scope)

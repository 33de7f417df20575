"""Practices: what mechanisms report from experience."""

from __future__ import annotations

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.models.country import Country
from directory.models.mechanism import Mechanism
from directory.models.organisation import Organisation
from documents.models import Reference, Theme
from documents.publication import Record, RecordQuerySet


class PracticeKind(models.TextChoices):
    """What sort of experience it is; the sources use the words for a few only, the rest is our reading."""

    GOOD_PRACTICE = "good-practice", _("Good practice")  # told as having worked
    LESSON = "lesson", _("Lesson learned")  # a conclusion drawn from experience
    CHALLENGE = "challenge", _("Challenge")  # told as hard or unsolved


class PracticeQuerySet(RecordQuerySet):
    def with_card(self) -> PracticeQuerySet:
        """Fetch along what a row of a list shows."""
        return self.prefetch_related(
            "countries", models.Prefetch("references", Reference.objects.with_place())
        )


class Practice(Record):
    """A practice is a good practice, a lesson learned or a challenge that the sources report, with who told it."""

    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=16, choices=PracticeKind)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what was reported"))
    who = models.CharField(_("who, as the source has it"), max_length=200, blank=True)
    countries = models.ManyToManyField(Country, verbose_name=_("countries"), related_name="practices", blank=True)
    mechanisms = models.ManyToManyField(Mechanism, verbose_name=_("mechanisms"), related_name="practices", blank=True)
    organisations = models.ManyToManyField(
        Organisation, verbose_name=_("organizations"), related_name="practices", blank=True
    )
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="practices")
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="practices")

    objects = PracticeQuerySet.as_manager()
    KEY = ("slug",)

    class Meta(Record.Meta):
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        ordering = ["kind", "title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("practice", args=[self.slug])

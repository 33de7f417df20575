"""Practices: what mechanisms report from experience."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Case, Count, F, Prefetch, When, Window
from django.db.models.functions import RowNumber
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

    @property
    def meaning(self) -> str:
        """What the portal takes the kind to mean, for readers."""
        return str(KIND_MEANINGS[self])


KIND_MEANINGS = {
    PracticeKind.GOOD_PRACTICE: _("Something done or begun that the source tells as having worked, or commends."),
    PracticeKind.LESSON: _("A conclusion that those concerned drew from experience."),
    PracticeKind.CHALLENGE: _("Something that the source tells as hard, missing or not yet solved."),
}


class PracticeQuerySet(RecordQuerySet):
    def in_order(self) -> Self:
        """Order by kind, good practices first, then title."""
        rank = Case(*(When(kind=kind, then=place) for place, kind in enumerate(PracticeKind.values)))
        return self.order_by(rank, "title")

    def one_of_each_kind(self) -> Self:
        """Return, of each kind, the one that most countries tell, by title where several do."""
        told_by = Count("countries", distinct=True)
        place = Window(RowNumber(), partition_by="kind", order_by=[F("told_by").desc(), "title"])
        return self.annotate(told_by=told_by).annotate(place=place).filter(place=1).in_order()

    def without_country(self) -> Self:
        """Return practices that the sources tie to no country."""
        return self.filter(countries=None)

    def with_places(self) -> Self:
        """Fetch along the places that tell of it."""
        return self.prefetch_related(Prefetch("references", Reference.objects.with_place()))

    def with_card(self) -> Self:
        """Fetch along what a row of a list shows."""
        return self.with_places().with_countries()

    def with_countries(self) -> Self:
        """Fetch the countries that told it along."""
        return self.prefetch_related("countries")

    def with_themes(self) -> Self:
        """Fetch the published themes along."""
        return self.prefetch_related(Prefetch("themes", Theme.objects.published()))

    def with_who(self) -> Self:
        """Fetch along the mechanisms and organisations that report it."""
        return self.prefetch_related(
            Prefetch("mechanisms", Mechanism.objects.published().select_related("country")),
            Prefetch("organisations", Organisation.objects.published()),
        )

    def sharing_themes(self, practice: Practice) -> Self:
        """Return the other practices on the same themes, most themes in common first; `shared` is their number."""
        themes = Theme.objects.published().filter(practices=practice)
        others = self.exclude(pk=practice.pk).filter(themes__in=themes).annotate(shared=Count("themes"))
        return others.order_by("-shared", "title")


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

    @property
    def kind_meaning(self) -> str:
        return PracticeKind(self.kind).meaning

"""Proposals: ideas raised in discussion that are not recommendations."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Min, Prefetch
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from directory.models import Country, Organisation
from documents.models import Reference, Theme
from documents.publication import Record, RecordQuerySet, State


class ProposalQuerySet(RecordQuerySet):
    def published(self) -> Self:
        """Return what the public may see: published proposals of published consultations, on whose pages they stand."""
        return super().published().filter(consultation__state=State.PUBLISHED)

    def of_meeting(self, consultation: Consultation) -> Self:
        """Return what was proposed at one meeting."""
        return self.filter(consultation=consultation)

    def with_card(self) -> Self:
        """Fetch along the meeting and the places that tell of it."""
        return self.select_related("consultation").prefetch_related(
            Prefetch("references", Reference.objects.with_place())
        )

    def with_links(self) -> Self:
        """Fetch along the countries, organizations and themes that it names, as far as everyone may see them."""
        organisations = Prefetch("organisations", Organisation.objects.published())
        return self.prefetch_related("countries", organisations, Prefetch("themes", Theme.objects.published()))

    def as_discussed(self) -> Self:
        """Order as the account of the discussion runs."""
        first = Min("references__paragraph__position")
        return self.annotate(first_paragraph=first).order_by("consultation__starts", "first_paragraph", "key")


class Proposal(Record):
    """A proposal is something a participant suggested in discussion; it is not a recommendation of the meeting."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, related_name="proposals", verbose_name=_("consultation")
    )
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("what was proposed"))
    by = models.CharField(_("by whom"), max_length=200, blank=True)
    countries = models.ManyToManyField(Country, verbose_name=_("countries"), related_name="proposals", blank=True)
    organisations = models.ManyToManyField(
        Organisation, verbose_name=_("organizations"), related_name="proposals", blank=True
    )
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="proposals", blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="proposals")

    objects = ProposalQuerySet.as_manager()
    KEY = ("key",)

    class Meta(Record.Meta):
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["key"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("consultation", args=[self.consultation.slug]) + f"#{self.key}"

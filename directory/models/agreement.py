"""Agreements between States, mechanisms and organisations."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from directory.models.country import Country
from directory.models.mechanism import Mechanism
from directory.models.organisation import Organisation
from documents.models import Reference, Theme
from documents.publication import Record, RecordQuerySet


class AgreementForm(models.TextChoices):
    """In what form parties agreed, as the sources describe it."""

    MEMORANDUM = "memorandum", _("Memorandum of understanding")  # a written understanding between parties
    PROCEDURES = "procedures", _("Standard operating procedures")  # agreed steps for those who act
    TASK_FORCE = "task-force", _("Joint task force")  # a standing group of several parties
    CONVENTION = "convention", _("Regional convention")  # a treaty of a regional body
    JOINT_PLAN = "joint-plan", _("Joint plan")  # a common plan of action
    BILATERAL = "bilateral", _("Bilateral agreement")  # between two States, form not further described
    OTHER = "other", _("Other form")  # none of these

    @property
    def meaning(self) -> str:
        """What the portal takes the form to mean, for readers."""
        return str(FORM_MEANINGS[self])


FORM_MEANINGS = {
    AgreementForm.MEMORANDUM: _("A written understanding between the parties."),
    AgreementForm.PROCEDURES: _("Agreed steps for those who act."),
    AgreementForm.TASK_FORCE: _("A standing group of several parties."),
    AgreementForm.CONVENTION: _("A treaty of a regional body."),
    AgreementForm.JOINT_PLAN: _("A common plan of action."),
    AgreementForm.BILATERAL: _("An agreement of two States whose form is not further described."),
    AgreementForm.OTHER: _("The source names none of the usual forms."),
}


class AgreementStatus(models.TextChoices):
    """How far it had come when the source was written."""

    PROPOSED = "proposed", _("Proposed")  # suggested by one side
    PLANNED = "planned", _("Planned")  # announced, not yet made
    DEVELOPED = "developed", _("Developed")  # drawn up; use not described
    IN_FORCE = "in-force", _("In force as described")  # described as concluded or in use
    NOT_STATED = "not-stated", _("Not stated")  # the source does not say

    @property
    def meaning(self) -> str:
        """What the portal takes the status to mean, for readers."""
        return str(STATUS_MEANINGS[self])


STATUS_MEANINGS = {
    AgreementStatus.PROPOSED: _("Suggested by one side."),
    AgreementStatus.PLANNED: _("Announced, and not yet made."),
    AgreementStatus.DEVELOPED: _("Drawn up; its use is not described."),
    AgreementStatus.IN_FORCE: _("Described as existing, concluded or in use; the text itself was not seen."),
    AgreementStatus.NOT_STATED: _("The source does not say how far it has come."),
}


class AgreementQuerySet(RecordQuerySet):
    def with_places(self) -> Self:
        """Fetch along the places that tell of it."""
        return self.prefetch_related(Prefetch("references", Reference.objects.with_place()))

    def with_card(self) -> Self:
        """Fetch along what a row of a list shows: the parties, and the places."""
        return self.with_places().prefetch_related(
            "countries", Prefetch("organisations", Organisation.objects.published())
        )

    def with_mechanisms_and_themes(self) -> Self:
        """Fetch along whose mechanisms are concerned, and the themes."""
        return self.prefetch_related(
            Prefetch("mechanisms", Mechanism.objects.published().select_related("country")),
            Prefetch("themes", Theme.objects.published()),
        )

    def of_same_parties(self, agreement: Agreement) -> Self:
        """Return the other agreements to which one of the parties of this one belongs."""
        parties = Q(countries__in=agreement.countries.all()) | Q(organisations__in=agreement.organisations.all())
        return self.exclude(pk=agreement.pk).filter(parties).distinct()


class Agreement(Record):
    """An agreement is a memorandum, set of procedures, task force, convention or plan by which parties cooperate."""

    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    form = models.CharField(_("form"), max_length=16, choices=AgreementForm)
    status = models.CharField(_("status"), max_length=12, choices=AgreementStatus)
    status_note = models.CharField(_("status in the words of our reading"), max_length=300, blank=True)
    subject = models.TextField(_("subject"))
    countries = models.ManyToManyField(Country, verbose_name=_("countries"), related_name="agreements", blank=True)
    organisations = models.ManyToManyField(
        Organisation, verbose_name=_("organizations"), related_name="agreements", blank=True
    )
    mechanisms = models.ManyToManyField(Mechanism, verbose_name=_("mechanisms"), related_name="agreements", blank=True)
    counterparts_note = models.CharField(_("note on counterparts"), max_length=300, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="agreements", blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="agreements")

    objects = AgreementQuerySet.as_manager()
    KEY = ("slug",)

    class Meta(Record.Meta):
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("agreement", args=[self.slug])

    @property
    def form_meaning(self) -> str:
        return AgreementForm(self.form).meaning

    @property
    def status_meaning(self) -> str:
        return AgreementStatus(self.status).meaning

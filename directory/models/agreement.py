"""Agreements between States, mechanisms and organisations."""

from __future__ import annotations

from django.db import models
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


class AgreementStatus(models.TextChoices):
    """How far it had come when the source was written."""

    PROPOSED = "proposed", _("Proposed")  # suggested by one side
    PLANNED = "planned", _("Planned")  # announced, not yet made
    DEVELOPED = "developed", _("Developed")  # drawn up; use not described
    IN_FORCE = "in-force", _("In force as described")  # described as concluded or in use
    NOT_STATED = "not-stated", _("Not stated")  # the source does not say


class AgreementQuerySet(RecordQuerySet):
    def with_card(self) -> AgreementQuerySet:
        """Fetch along what a row of a list shows."""
        return self.prefetch_related(
            "countries", "organisations", models.Prefetch("references", Reference.objects.with_place())
        )


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

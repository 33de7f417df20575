"""Tools: handbooks, model laws and toolkits."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.links import web_link
from documents.models.reference import Reference
from documents.models.theme import Theme
from documents.publication import Record, RecordQuerySet


class ToolQuerySet(RecordQuerySet):
    def with_card(self) -> Self:
        """Fetch along what a row of a list shows."""
        return self.prefetch_related(
            Prefetch("themes", Theme.objects.published()),
            Prefetch("references", Reference.objects.with_place()),
        )

    def sharing_themes(self, tool: Tool) -> Self:
        """Return the other tools on the same themes, most themes in common first; `shared` is their number."""
        themes = Theme.objects.published().filter(tools=tool)
        others = self.exclude(pk=tool.pk).filter(themes__in=themes).annotate(shared=Count("themes"))
        return others.order_by("-shared", "title")


class Tool(Record):
    """A tool is a published aid for those who set up or run a mechanism: a handbook, model law, toolkit or site."""

    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    publisher = models.CharField(_("publisher"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    address = models.CharField(_("address as printed"), max_length=500, blank=True)
    purpose = models.TextField(_("what it is for"))
    pointer = models.CharField(_("where to look in it"), max_length=300, blank=True)
    serves = models.CharField(_("whose function it serves"), max_length=300, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    checked_on = models.DateField(_("address last checked"), null=True, blank=True)
    answered = models.BooleanField(_("address answered"), null=True, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="tools", blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="tools")

    objects = ToolQuerySet.as_manager()
    KEY = ("slug",)

    class Meta(Record.Meta):
        verbose_name = _("tool")
        verbose_name_plural = _("tools")
        ordering = ["title"]
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="documents_tool_answer_has_date", condition=Q(answered=None) | Q(checked_on__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("tool", args=[self.slug])

    @property
    def link(self) -> str:
        """The printed address as a link; empty when none is printed, or none that can be followed."""
        return web_link(self.address)

"""Follow-up entries and the recommendations they bear on."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Prefetch, Q, Value, When
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.fields import PartialDateField
from documents.models import Reference, Theme
from documents.models.reference import Confidence
from documents.publication import Record, RecordQuerySet, Row, State
from recommendations.models.recommendation import Recommendation
from recommendations.models.status import DECIDABLE, Moved, Status, compute_status, latest

TEXT_LIMIT = 400  # characters of a follow-up entry; the desk's form says so

models.TextField.register_lookup(Length)


class FollowUpQuerySet(RecordQuerySet):
    def newest_first(self) -> Self:
        """Order by date, newest first; undated entries last."""
        return self.order_by(latest().desc(), "-published_at", "key")

    def oldest_first(self) -> Self:
        """Order by date, oldest first; undated entries last."""
        undated = Case(When(date="", then=Value(1)), default=Value(0))
        return self.order_by(undated, latest().asc(), "-published_at", "key")

    def with_latest(self) -> Self:
        """Annotate the date that each counts at."""
        return self.annotate(counted=latest())

    def beyond_statements(self) -> Self:
        """Return entries that hold a step or a result, and not statements alone."""
        return self.filter(pk__in=Bearing.objects.exclude(kind=BearingKind.STATEMENT).values("follow_up"))

    def undated(self) -> Self:
        """Return entries whose date the sources do not tell."""
        return self.filter(date="")

    def with_sources(self) -> Self:
        """Fetch references, and the published recommendations borne on, along."""
        bearings = Bearing.objects.on_published()
        return self.prefetch_related(
            Prefetch("references", Reference.objects.with_place()),
            Prefetch("bearings", bearings.select_related("recommendation__origin", "recommendation__paragraph")),
        )

    def borne_on(self, theme: Theme) -> Self:
        """Fetch references along, and as `on_theme` what bears on published recommendations on a theme."""
        bearings = Bearing.objects.on_published().filter(recommendation__themes=theme)
        return self.prefetch_related(
            Prefetch("references", Reference.objects.with_place()),
            Prefetch(
                "bearings",
                bearings.select_related("recommendation__origin", "recommendation__paragraph"),
                to_attr="on_theme",
            ),
        )


class FollowUp(Record):
    """A follow-up entry is one dated, sourced piece of information on what became of recommendations."""

    key = models.SlugField(_("key"), max_length=60, unique=True)
    date = PartialDateField(_("date"))
    period_end = PartialDateField(_("end of the period"))
    actor = models.CharField(_("who acted"), max_length=300)
    capacity = models.CharField(_("in what capacity"), max_length=200, blank=True)
    text = models.TextField(_("what happened"))
    confidence = models.CharField(_("confidence"), max_length=12, choices=Confidence, blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="follow_ups")

    objects = FollowUpQuerySet.as_manager()
    KEY = ("key",)

    class Meta(Record.Meta):
        verbose_name = _("follow-up entry")
        verbose_name_plural = _("follow-up entries")
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                name="recommendations_followup_text_fits", condition=Q(text__length__lte=TEXT_LIMIT)
            ),
            models.CheckConstraint(
                name="recommendations_followup_period_in_order",
                condition=Q(period_end="") | (~Q(date="") & Q(period_end__gte=F("date"))),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.actor}".strip()

    def get_absolute_url(self) -> str:
        """Return where it is read: at the first recommendation that it bears on, else on the list of entries."""
        borne = next((bearing.recommendation for bearing in self.bearings.all()), None)
        return f"{borne.get_absolute_url() if borne else reverse('follow-up')}#{self.key}"

    @property
    def latest(self) -> str:
        """The date that it counts at: the end of its period, else its date."""
        return self.period_end or self.date


class BearingKind(models.TextChoices):
    """What an entry says about one recommendation."""

    STEP = "step", _("Step")  # an addressee did something towards it
    RESULT = "result", _("Result")  # something asked for was attained
    STATEMENT = "statement", _("Statement")  # something was said; does not move the status


class BearingQuerySet(models.QuerySet):
    def accepted(self) -> Self:
        """Return what published follow-up entries say."""
        return self.filter(follow_up__state=State.PUBLISHED)

    def on_published(self) -> Self:
        """Return what bears on published recommendations."""
        return self.filter(recommendation__state=State.PUBLISHED)

    def newest_first(self) -> Self:
        """Order by the date of the entry, newest first; undated ones last."""
        return self.order_by(latest("follow_up__").desc(), "-follow_up__published_at", "follow_up__key")

    def with_entry(self) -> Self:
        """Fetch the entry and its references along."""
        references = Prefetch("follow_up__references", Reference.objects.with_place())
        return self.select_related("follow_up").prefetch_related(references)


class Bearing(Row):
    """A bearing ties a follow-up entry to one recommendation, with the status that a reviewer decided, if any."""

    follow_up = models.ForeignKey(FollowUp, models.CASCADE, related_name="bearings")
    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="bearings", verbose_name=_("recommendation")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=BearingKind)
    suggested_status = models.CharField(_("suggested status"), max_length=20, choices=Status, blank=True)
    decided_status = models.CharField(_("status decided"), max_length=20, choices=Status, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = BearingQuerySet.as_manager()

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(name="recommendations_bearing_once", fields=["follow_up", "recommendation"]),
            models.CheckConstraint(
                name="recommendations_bearing_statement_decides_nothing",
                condition=~Q(kind=BearingKind.STATEMENT) | Q(decided_status=""),
            ),
            models.CheckConstraint(
                name="recommendations_bearing_status_decidable",
                condition=Q(decided_status__in=["", *DECIDABLE]) & Q(suggested_status__in=["", *DECIDABLE]),
            ),
            models.CheckConstraint(
                name="recommendations_bearing_decision_has_person",
                condition=Q(decided_status="", decided_by=None) | (~Q(decided_status="") & Q(decided_by__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up} → {self.recommendation}"

    @property
    def status(self) -> str:
        """The status that this entry gives the recommendation; empty for a statement."""
        return "" if self.kind == BearingKind.STATEMENT else self.decided_status or Status.UNDER_WAY


def computed_status(recommendation: Recommendation) -> tuple[Status, str]:
    """Return the status of a recommendation and since when, from its accepted steps and results."""
    bearings = recommendation.bearings.accepted().exclude(kind=BearingKind.STATEMENT)
    return compute_status(
        superseded=recommendation.superseded_by_id is not None,
        moved=[Moved(*row) for row in bearings.values_list(latest("follow_up__"), "decided_status")],
    )


def refresh_status(recommendations: models.QuerySet[Recommendation]) -> int:
    """Write the computed status of these recommendations where it differs; return how many were changed.

    Called inside the transaction that accepts or withdraws a follow-up entry, or loads the record.
    """
    changed = []
    for recommendation in recommendations:
        current = computed_status(recommendation)
        if current != (recommendation.status, recommendation.status_since):
            recommendation.status, recommendation.status_since = current
            changed.append(recommendation)
    return Recommendation.objects.bulk_update(changed, ["status", "status_since"], batch_size=200)

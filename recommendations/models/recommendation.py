"""Recommendations, their origin and their addressees."""

from __future__ import annotations

from typing import Self

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Count, F, OrderBy, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Collate
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.models import Consultation
from directory.models import Country
from documents.fields import PartialDateField, in_language, validate_texts_by_language
from documents.models import Document, Paragraph, Theme
from documents.publication import Record, RecordQuerySet, Row, State
from recommendations.models.status import Status, latest

BINARY = {"sqlite": "BINARY", "postgresql": "C"}  # letters in the order of their codes, alike on both engines


class Origin(models.Model):
    """An origin is where recommendations were made: a consultation, or a report of the Special Rapporteur."""

    slug = models.SlugField(_("name in addresses"), max_length=60, unique=True)
    titles = models.JSONField(_("titles by language"), default=dict, validators=[validate_texts_by_language])
    short_names = models.JSONField(_("short names by language"), default=dict, validators=[validate_texts_by_language])
    consultation = models.OneToOneField(
        Consultation, models.PROTECT, null=True, blank=True, related_name="origin", verbose_name=_("consultation")
    )
    document = models.OneToOneField(
        Document, models.PROTECT, null=True, blank=True, related_name="origin", verbose_name=_("document")
    )
    date = PartialDateField(_("date"))

    KEY = ("slug",)

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                name="recommendations_origin_meeting_or_document",
                condition=Q(consultation__isnull=False, document=None) | Q(consultation=None, document__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("recommendations-of", args=[self.slug])

    @property
    def title(self) -> str:
        return in_language(self.titles)

    @property
    def short_name(self) -> str:
        return in_language(self.short_names)

    @property
    def source(self) -> Document | None:
        """The document in which its recommendations are printed: itself, or the report of the meeting."""
        return self.consultation.outcome_document if self.consultation else self.document


class Strength(models.TextChoices):
    """How strongly the source words it; the strongest clause of the paragraph decides."""

    MUST = "must", _("Must")  # “must”, “is essential and requires”, “are prerequisites”
    SHOULD = "should", _("Should")  # “should”, “recommended that”, “there is a need”
    MAY = "may", pgettext_lazy("strength of wording", "May")  # “should consider”, “could”, “can usefully”
    NOTED = "noted", _("Noted")  # a remark without a call to act

    @property
    def meaning(self) -> str:
        """The words that a strength stands for, for readers."""
        return str(STRENGTH_MEANINGS[self])


STRENGTH_MEANINGS = {
    Strength.MUST: _("“must”, “is essential and requires”, “are prerequisites”"),
    Strength.SHOULD: _("“should”, “recommended that”, “there is a need”"),
    Strength.MAY: _("“should consider”, “could”, “might be necessary”, “can usefully”"),
    Strength.NOTED: _("a remark without a call to act"),
}


class RecommendationKind(models.TextChoices):
    """Whose recommendation it is."""

    OUTCOME = "meeting-outcome", _("Outcome of a meeting")  # agreed or discussed by participants
    RAPPORTEUR = "rapporteur", _("Recommendation of the Special Rapporteur")  # her own, in a report


class RecommendationQuerySet(RecordQuerySet):
    def with_place(self) -> Self:
        """Fetch along where each was made and stands."""
        return self.select_related("origin", "paragraph__document", "paragraph__section__excerpt_of")

    def with_section(self) -> Self:
        """Fetch along the paragraph and section where each stands; what these name is on the shelf."""
        return self.select_related("paragraph__section")

    def with_card(self) -> Self:
        """Fetch along what a row of a list shows."""
        return self.with_place().prefetch_related("addressees", Prefetch("themes", Theme.objects.published()))

    def with_page(self) -> Self:
        """Fetch along what the page of one recommendation shows beside its card."""
        beside = "origin__consultation", "origin__document", "superseded_by__origin"
        return self.with_card().select_related(*beside).prefetch_related("countries")

    def followed_up(self) -> Self:
        """Return those on which a published follow-up entry bears."""
        return self.filter(bearings__follow_up__state=State.PUBLISHED).distinct()

    def borne_by(self, entries: QuerySet) -> Self:
        """Return those on which any of these follow-up entries bears."""
        return self.filter(bearings__follow_up__in=entries.order_by().values("pk")).distinct()

    def without_entry(self) -> Self:
        """Return those on which no published follow-up entry bears."""
        return self.exclude(pk__in=Recommendation.objects.followed_up().values("pk"))

    def without_step(self) -> Self:
        """Return those of which no step or result is recorded."""
        return self.filter(status=Status.NONE)

    def count_by_addressee(self) -> dict[str, int]:
        """Count them by the group they are addressed to; one addressed to several counts in each."""
        return dict(self.order_by().values_list("addressees__group").annotate(Count("pk", distinct=True)))

    def of_meeting(self, consultation: Consultation) -> Self:
        """Return the recommendations made at one consultation."""
        return self.filter(origin__consultation=consultation)

    def of_origin(self, slug: str) -> Self:
        """Return the recommendations made at one origin."""
        return self.filter(origin__slug=slug)

    def in_order(self) -> Self:
        """Order by origin, newest first, then as printed."""
        return self.order_by("-origin__date", "origin_id", "paragraph__position", "pk")

    def oldest_first(self) -> Self:
        """Order by origin, oldest first, then as printed."""
        return self.order_by("origin__date", "origin_id", "paragraph__position", "pk")

    def by_source(self) -> Self:
        """Order by the address of the origin, then as printed."""
        return self.order_by(Collate("origin__slug", BINARY[connection.vendor]), "paragraph__position", "pk")

    def latest_follow_up_first(self) -> Self:
        """Order by the date of the latest published follow-up entry; undated entries, then none, come last."""
        followed = Recommendation.objects.filter(pk=OuterRef("pk"), bearings__follow_up__state=State.PUBLISHED)
        dates = followed.annotate(counted=latest("bearings__follow_up__")).order_by("-counted").values("counted")
        newest = OrderBy(Subquery(dates[:1]), descending=True, nulls_last=True)
        return self.order_by(newest, "-origin__date", "origin_id", "paragraph__position", "pk")


class Recommendation(Record):
    """A recommendation is one call to act from a recommendations section, tied to exactly one source paragraph."""

    origin = models.ForeignKey(Origin, models.PROTECT, related_name="recommendations", verbose_name=_("made in"))
    paragraph = models.OneToOneField(
        Paragraph, models.PROTECT, related_name="recommendation", verbose_name=_("source paragraph")
    )
    slug = models.SlugField(_("name in addresses"), max_length=60)
    title = models.CharField(_("title"), max_length=200)
    heading = models.CharField(_("heading it stands under"), max_length=300, blank=True)
    summary = models.TextField(_("summary in our own words"))
    kind = models.CharField(_("kind"), max_length=16, choices=RecommendationKind)
    strength = models.CharField(_("strength of wording"), max_length=8, choices=Strength)
    strength_words = models.CharField(_("verb as printed"), max_length=200, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name=_("themes"), related_name="recommendations")
    countries = models.ManyToManyField(
        Country, verbose_name=_("countries concerned"), related_name="recommendations", blank=True
    )
    related = models.ManyToManyField(
        Paragraph, verbose_name=_("related paragraphs"), related_name="related_recommendations", blank=True
    )
    superseded_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supersedes", verbose_name=_("superseded by")
    )
    # Written by recommendations.models.follow_up.refresh_status alone; a check recomputes it.
    status = models.CharField(_("follow-up"), max_length=20, choices=Status, default=Status.NONE, editable=False)
    status_since = PartialDateField(_("since"), editable=False)

    objects = RecommendationQuerySet.as_manager()
    KEY = ("origin__slug", "slug")

    class Meta(Record.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(name="recommendations_recommendation_slug_once", fields=["origin", "slug"]),
            models.CheckConstraint(
                name="recommendations_recommendation_not_superseded_by_itself", condition=~Q(superseded_by=F("id"))
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("recommendation", args=[self.origin.slug, self.slug])

    def clean(self) -> None:
        """Refuse a paragraph outside the document in which recommendations of this origin are printed."""
        if self.origin_id and self.paragraph_id and self.paragraph.source != self.origin.source:
            raise ValidationError({"paragraph": _("This paragraph stands outside the document of the origin.")})

    @property
    def groups(self) -> list[str]:
        """The groups addressed, each once."""
        return [str(AddresseeGroup(group).label) for group in dict.fromkeys(one.group for one in self.addressees.all())]


class AddresseeGroup(models.TextChoices):
    """Who should act, in the portal's eight groups; the words as printed are kept beside."""

    STATES = "states", _("States")  # Governments in general
    MECHANISMS = "mechanisms", _("Mechanisms (NREMs)")  # national rapporteurs and equivalent mechanisms
    REGIONAL_MECHANISMS = "regional-mechanisms", _("Regional and subregional mechanisms")  # anti-trafficking arms
    REGIONAL_ORGANISATIONS = (
        "regional-organizations",
        _("Regional organizations and human rights systems"),
    )  # the organisations behind them
    SPECIAL_RAPPORTEUR = "special-rapporteur", _("Special Rapporteur")  # the mandate on trafficking in persons
    UN_BODIES = "un-bodies", _("UN bodies")  # offices and agencies of the United Nations
    INTERNATIONAL_COMMUNITY = "international-community", _("International community")  # donors, all of the above
    NATIONAL_AUTHORITIES = "national-authorities", _("National authorities")  # police, courts, services of a State


class AddresseeBasis(models.TextChoices):
    """Whether the text names the addressee."""

    EXPLICIT = "explicit", _("Named in the text")  # as acting, or as party to the action
    IMPLIED = "implied", _("Our reading")  # follows from what is asked


class Addressee(Row):
    """An addressee is one group that a recommendation asks to act."""

    recommendation = models.ForeignKey(Recommendation, models.CASCADE, related_name="addressees")
    group = models.CharField(_("group"), max_length=24, choices=AddresseeGroup)
    words = models.CharField(_("words as printed"), max_length=200, blank=True)
    basis = models.CharField(_("basis"), max_length=8, choices=AddresseeBasis)

    class Meta(Row.Meta):
        constraints = [
            models.UniqueConstraint(name="recommendations_addressee_once", fields=["recommendation", "group", "words"]),
        ]

    def __str__(self) -> str:
        return self.get_group_display()

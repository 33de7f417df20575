"""The filters of the lists of recommendations and of follow-up entries."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from directory.filters import all_countries, regions
from documents.filters import AnyOf, ListFilter, Order, Plain, Text, Year, theme_choices
from documents.formats import CITED_LIST_FORMATS
from documents.search.cited import Name, words
from recommendations.cards import Card, Cards
from recommendations.models import Bearing, FollowUp, Origin, Recommendation, Status
from recommendations.models.follow_up import BearingKind
from recommendations.models.recommendation import AddresseeGroup, RecommendationKind, Strength


def origins() -> list[tuple[str, str]]:
    """Return where recommendations were made, newest first."""
    return [(origin.slug, origin.title) for origin in Origin.objects.order_by("-date")]


def names_of_origins() -> Iterator[Name]:
    """Yield what rows call the source of a recommendation, in every language: `Bangkok 2014`."""
    for origin in Origin.objects.select_related("consultation__outcome_document", "document"):
        if origin.source and origin.source.is_published:
            for name in origin.short_names.values():
                yield Name(origin.source, words(name), alone=False, is_symbol=False)


class RecommendationFilter(ListFilter):
    """Recommendations by what they are about, where made, to whom, and what followed, in one of four orders."""

    record_kind = "recommendation"
    formats = CITED_LIST_FORMATS

    @classmethod
    def records(cls) -> QuerySet:
        return Recommendation.objects.published().with_card().in_order()

    def cards(self, ids: list[int]) -> list[Card]:
        """Return what rows show of the records with these ids."""
        return self.catalogue.once("cards", Cards).of(self.queryset, ids) if ids else []

    theme = AnyOf(label=_("Theme"), field_name="themes__slug", choices=theme_choices)
    source = AnyOf(label=_("Made in"), field_name="origin__slug", choices=origins)
    to = AnyOf(label=_("Addressed to"), field_name="addressees__group", choices=AddresseeGroup.choices)
    status = AnyOf(label=_("Follow-up"), field_name="status", choices=Status.choices)
    strength = AnyOf(label=_("Strength of wording"), field_name="strength", choices=Strength.choices)
    kind = AnyOf(label=_("Kind"), field_name="kind", choices=RecommendationKind.choices)
    region = AnyOf(label=_("Region concerned"), field_name="countries__region__parent__slug", choices=regions)
    country = AnyOf(label=_("Country concerned"), field_name="countries__slug", choices=all_countries, as_select=True)
    year_from = Year(label=_("From"), field_name="origin__date", upward=True)
    year_to = Year(label=_("To"), field_name="origin__date", upward=False)
    q = Text(rests_on="paragraph", names=names_of_origins)
    plain = Plain()
    order = Order(
        choices=[
            ("newest", _("newest source")),
            ("oldest", _("oldest source")),
            ("source", _("source by name")),
            ("follow-up", _("latest follow-up")),
            ("relevance", _("best match")),
        ],
        methods={
            "newest": "in_order",
            "oldest": "oldest_first",
            "source": "by_source",
            "follow-up": "latest_follow_up_first",
            "relevance": "in_order",
        },
    )


class AnyBorne(AnyOf):
    """Any of several values of what an entry bears on; a draft among its recommendations tells nothing."""

    @property
    def path(self) -> str:
        return str(self.field_name).removeprefix("bearings__")

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        borne = Bearing.objects.on_published().filter(**{f"{self.path}__in": value})
        return qs.filter(pk__in=borne.values("follow_up")) if value else qs

    def pairs(self, records: QuerySet) -> Iterator[tuple[int, str]]:
        """Yield each entry's id with each of its values."""
        borne = Bearing.objects.on_published().filter(follow_up__in=records.order_by().values("pk"))
        for pk, value in borne.order_by().values_list("follow_up", self.path).distinct():
            if value is not None:
                yield pk, str(value)


class FollowUpFilter(ListFilter):
    """Follow-up entries, newest first, by what they say, theme and origin of what they bear on, and years."""

    record_kind = "follow-up"
    depends_on = ("recommendation",)  # a draft recommendation has no follow-up to be found by

    @classmethod
    def records(cls) -> QuerySet:
        return FollowUp.objects.published().with_latest().newest_first().with_sources()

    kind = AnyBorne(label=_("Kind"), field_name="bearings__kind", choices=BearingKind.choices)
    theme = AnyBorne(label=_("Theme"), field_name="bearings__recommendation__themes__slug", choices=theme_choices)
    source = AnyBorne(label=_("Recommended in"), field_name="bearings__recommendation__origin__slug", choices=origins)
    # An entry on a period is found by every year of it.
    year_from = Year(label=_("From"), field_name="counted", upward=True)
    year_to = Year(label=_("To"), field_name="date", upward=False)

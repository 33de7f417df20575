"""The filter of the list of recommendations."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from directory.filters import all_countries, regions
from documents.filters import AnyOf, ListFilter, Order, Words, Year, theme_choices
from recommendations.models import FollowUp, Origin, Recommendation, Status
from recommendations.models.recommendation import AddresseeGroup, RecommendationKind, Strength


def origins() -> list[tuple[str, str]]:
    """Return where recommendations were made, newest first."""
    return [(origin.slug, origin.title) for origin in Origin.objects.order_by("-date")]


class RecommendationFilter(ListFilter):
    """Recommendations by what they are about, where made, to whom, and what followed, in one of four orders."""

    record_kind = "recommendation"

    @classmethod
    def records(cls) -> QuerySet:
        return Recommendation.objects.published().with_card().in_order()

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
    q = Words(fields=["title", "summary", "heading"])
    order = Order(
        choices=[
            ("newest", _("newest source")),
            ("oldest", _("oldest source")),
            ("source", _("source by name")),
            ("follow-up", _("latest follow-up")),
        ],
        methods={
            "newest": "in_order",
            "oldest": "oldest_first",
            "source": "by_source",
            "follow-up": "latest_follow_up_first",
        },
    )


class FollowUpFilter(ListFilter):
    """The latest follow-up entries, whole: the list takes no filters yet."""

    record_kind = "follow-up"

    @classmethod
    def records(cls) -> QuerySet:
        return FollowUp.objects.published().newest_first().with_sources()

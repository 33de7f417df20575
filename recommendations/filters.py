"""The filter of the list of recommendations."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from documents.filters import AnyOf, ListFilter, Order, Words, theme_choices
from documents.formats import CITED_LIST_FORMATS
from recommendations.models import FollowUp, Origin, Recommendation, Status
from recommendations.models.recommendation import AddresseeGroup, RecommendationKind, Strength


def origins() -> list[tuple[str, str]]:
    """Return where recommendations were made, newest first."""
    return [(origin.slug, origin.title) for origin in Origin.objects.order_by("-date")]


class RecommendationFilter(ListFilter):
    """Recommendations by theme, origin, addressee, follow-up, wording, kind and words, in one of three orders."""

    record_kind = "recommendation"
    formats = CITED_LIST_FORMATS

    @classmethod
    def records(cls) -> QuerySet:
        return Recommendation.objects.published().with_card()

    theme = AnyOf(label=_("Theme"), field_name="themes__slug", choices=theme_choices)
    source = AnyOf(label=_("Made in"), field_name="origin__slug", choices=origins)
    to = AnyOf(label=_("Addressed to"), field_name="addressees__group", choices=AddresseeGroup.choices)
    status = AnyOf(label=_("Follow-up"), field_name="status", choices=Status.choices)
    strength = AnyOf(label=_("Strength of wording"), field_name="strength", choices=Strength.choices)
    kind = AnyOf(label=_("Kind"), field_name="kind", choices=RecommendationKind.choices)
    q = Words(fields=["title", "summary", "heading"])
    order = Order(
        choices=[
            ("newest", _("newest source")),
            ("oldest", _("oldest source")),
            ("follow-up", _("latest follow-up")),
        ],
        methods={"newest": "in_order", "oldest": "oldest_first", "follow-up": "latest_follow_up_first"},
    )


class FollowUpFilter(ListFilter):
    """The latest follow-up entries, whole: the list takes no filters yet."""

    record_kind = "follow-up"

    @classmethod
    def records(cls) -> QuerySet:
        return FollowUp.objects.published().newest_first().with_sources()

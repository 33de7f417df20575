"""The lists of the portal: what stands at the address of each, the same for page, exports, API, feed and alerts."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.filters import ConsultationFilter
from directory.filters import AgreementFilter, MechanismFilter, PracticeFilter
from documents.document_filters import DocumentFilter
from documents.filters import ListFilter
from documents.tool_filters import ToolFilter
from recommendations.filters import FollowUpFilter, RecommendationFilter


class PublicList(NamedTuple):
    """One list: its view and name in addresses, its title, and its filter."""

    name: str
    title: str | Promise
    filter_class: type[ListFilter]


LISTS = {
    one.name: one
    for one in [
        PublicList("mechanisms", _("Mechanisms"), MechanismFilter),
        PublicList("practices", _("Practices"), PracticeFilter),
        PublicList("cooperation", _("Cooperation"), AgreementFilter),
        PublicList("consultations", _("Consultations"), ConsultationFilter),
        PublicList("recommendations", _("Recommendations"), RecommendationFilter),
        PublicList("follow-up", _("Follow-up"), FollowUpFilter),
        PublicList("documents", _("Documents"), DocumentFilter),
        PublicList("tools", _("Tools and resources"), ToolFilter),
    ]
}

"""The filter of the list of tools."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.filters import AnyOf, ListFilter, theme_choices
from documents.models import Tool


def publishers() -> list[tuple[str, str]]:
    """Return the publishers as their tools name them; they have no address, so their name is the value."""
    names = Tool.objects.published().order_by("publisher").values_list("publisher", flat=True).distinct()
    return [(name, name) for name in names]


# One parameter is called `for`, a word that a class body cannot assign to.
ToolFilter: type[ListFilter] = type(
    "ToolFilter",
    (ListFilter,),
    {
        "__doc__": "Tools by theme and publisher.",
        "__module__": __name__,
        "record_kind": "tool",
        "records": classmethod(lambda cls: Tool.objects.published().with_card()),
        "for": AnyOf(label=_("Useful for"), field_name="themes__slug", choices=theme_choices),
        "publisher": AnyOf(label=_("Publisher"), choices=publishers, in_english=True),
    },
)

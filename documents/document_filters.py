"""The filters of the list of documents: type, year and language."""

from __future__ import annotations

import json

from django.conf import settings
from django.db.models import Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, NullIf, Substr
from django.utils.functional import Promise
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from documents.filter_kinds import Pairs
from documents.filters import NOT_STATED, AnyOf, ListFilter
from documents.formats import CITED_LIST_FORMATS
from documents.models import Document
from documents.models.document import DocumentKind

UNKNOWN: tuple[str, str | Promise] = (NOT_STATED, _("Not stated in the sources"))


def year_choices() -> list[tuple[str, str | Promise]]:
    """Return the years that documents bear, newest first."""
    dates = Document.objects.published().exclude(date="").values_list("date", flat=True)
    return [*((year, year) for year in sorted({date[:4] for date in dates}, reverse=True)), UNKNOWN]


def language_choices() -> list[tuple[str, str | Promise]]:
    """Return the six languages of the United Nations, by their names in the reader's language."""
    codes = [code for code, _name in settings.ALL_LANGUAGES]
    return [*((code, get_language_info(code)["name_translated"]) for code in codes), UNKNOWN]


class AnyYear(AnyOf):
    """Any of several years; documents without a date are found under `not-stated`."""

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        wanted = Q(year__in=value) | (Q(year=None) if NOT_STATED in value else Q(pk__in=[]))
        return qs.filter(wanted) if value else qs


class AnyLanguage(AnyOf):
    """Any of several languages, looked up in the list of those known of a document; one of two counts under both."""

    def pairs(self, records: QuerySet) -> Pairs:
        for pk, codes in super().pairs(records):
            for code in json.loads(codes) or [NOT_STATED]:
                yield pk, code

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        wanted = Q(pk__in=[])
        for code in value:
            wanted |= Q(codes="[]") if code == NOT_STATED else Q(codes__contains=json.dumps(code))
        return qs.filter(wanted) if value else qs


class DocumentFilter(ListFilter):
    """Type, year and language of documents; a document is in a year by its date as far as that is known."""

    record_kind = "document"
    formats = CITED_LIST_FORMATS

    type = AnyOf(field_name="kind", label=_("Type"), choices=DocumentKind.choices)
    year = AnyYear(label=_("Year"), choices=year_choices)
    language = AnyLanguage(field_name="codes", label=_("Language"), choices=language_choices)

    class Meta:
        model = Document
        fields: list[str] = []

    @classmethod
    def records(cls) -> QuerySet:
        year = NullIf(Substr("date", 1, 4), Value(""))
        records = Document.objects.published().with_paragraph_count().with_citations().held_first()
        return records.annotate(year=year, codes=Cast("languages", TextField()))

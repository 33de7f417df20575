"""What many recommendations name, held in memory for one data version: origins, documents, themes, countries."""

from __future__ import annotations

from consultations.models import Consultation
from directory.models import Country
from documents.catalogue import Catalogue
from documents.models import Document, Paragraph, Theme
from recommendations.filters import RecommendationFilter
from recommendations.models import Origin, Recommendation

THEMES, COUNTRIES = (RecommendationFilter.base_filters[name].field_name for name in ("theme", "country"))


class Shelf:
    """Records by what names them; pages read and never write them."""

    def __init__(self, held: Catalogue) -> None:
        self.held = held
        self.documents: dict[int | None, Document] = {one.pk: one for one in Document.objects.all()}
        self.themes = {one.slug: one for one in Theme.objects.published()}
        self.countries = {one.slug: one for one in Country.objects.all()}
        consultations: dict[int | None, Consultation] = {one.pk: one for one in Consultation.objects.all()}
        self.origins = {one.pk: one for one in Origin.objects.all()}
        for one in self.origins.values():
            one.document = self.documents.get(one.document_id)
            one.consultation = consultations.get(one.consultation_id)

    def put(self, record: Recommendation) -> None:
        """Give a recommendation its origin and the documents in which it stands."""
        record.origin = self.origins[record.origin_id]
        self.put_paragraph(record.paragraph)

    def put_paragraph(self, paragraph: Paragraph) -> None:
        """Give a paragraph, fetched with its section, its document and the one that it is an excerpt of."""
        paragraph.document = self.documents[paragraph.document_id]
        paragraph.section.excerpt_of = self.documents.get(paragraph.section.excerpt_of_id)

    def themes_of(self, record: Recommendation) -> list[Theme]:
        """Return the published themes of a recommendation, in their order."""
        found = self.held.values_of([record.pk], THEMES, self.themes)
        return [self.themes[slug] for slug in found[record.pk]]

    def countries_of(self, record: Recommendation) -> list[Country]:
        """Return the countries that a recommendation concerns, in their order."""
        found = self.held.values_of([record.pk], COUNTRIES, self.countries)
        return [self.countries[slug] for slug in found[record.pk]]


def shelf_of(held: Catalogue) -> Shelf:
    """Return what recommendations name as of the data version of their catalogue."""
    if held.shelf is None:
        held.shelf = Shelf(held)
    return held.shelf

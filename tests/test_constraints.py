"""The rules that the database itself holds, each broken once and refused, on either engine."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, models, transaction
from django.db.models import F
from django.utils import timezone

from documents.models import CurrentVersion, Letter, Reference, SearchEntry, SearchText
from documents.publication import State
from tests.factories import (
    make_address,
    make_agreement,
    make_answer,
    make_claim,
    make_consultation,
    make_contact,
    make_country,
    make_discrepancy,
    make_document,
    make_footnote,
    make_function,
    make_item,
    make_mechanism,
    make_organisation,
    make_paragraph,
    make_paragraph_text,
    make_participation,
    make_person,
    make_practice,
    make_proposal,
    make_region,
    make_rendition,
    make_role,
    make_section,
    make_section_text,
    make_session,
    make_statement,
    make_theme,
    make_tool,
    make_topic,
)
from tests.post import make_letter

APPS = ("documents", "directory", "consultations")  # recommendations have a test of their own


def twice(make: Callable[..., Any], *args: Any, **fields: Any) -> None:
    make(*args, **fields)
    make(*args, **fields)


def change(instance: models.Model, **fields: Any) -> None:
    type(instance)._default_manager.filter(pk=instance.pk).update(**fields)


def two_texts_of_one_rendition() -> None:
    paragraph = make_paragraph()
    twice(make_paragraph_text, paragraph, rendition=make_rendition(paragraph.document), current=False)


def two_headings_of_one_rendition() -> None:
    section = make_section()
    twice(make_section_text, section, rendition=make_rendition(section.document), current=False)


def two_notes_of_one_number() -> None:
    paragraph = make_paragraph()
    twice(make_footnote, paragraph, rendition=make_rendition(paragraph.document), number="4")


def two_letters_of_one_key() -> None:
    make_letter(key="a")
    Letter.objects.create(key="a", made_at=timezone.now(), due_at=timezone.now())


def sent_without_being_handed_over() -> None:
    make_letter()
    Letter.objects.update(sent_at=timezone.now())


def range_without_start() -> None:
    last = make_paragraph()
    Reference.objects.create(key="to here", document=last.document, locator="annex", last_paragraph=last)


def two_entries_of_one_thing() -> None:
    for pk in (1, 2):
        SearchEntry.objects.create(id=pk, kind="document", key="one")


NINE, TEN = datetime.time(9), datetime.time(10)

BREACHES: dict[str, Callable[[], Any]] = {
    "documents_currentversion_one_row": lambda: CurrentVersion.objects.create(only=False),
    "documents_document_symbol_not_empty": lambda: make_document(symbol=""),
    "documents_section_key_once": lambda: twice(make_section, make_document(), key="context"),
    "documents_section_position_once": lambda: twice(make_section, make_document(), position=1),
    "documents_section_level_1_to_3": lambda: make_section(level=4),
    "documents_rendition_file_once": lambda: twice(make_rendition, make_document(), digest="a" * 64),
    "documents_paragraph_label_once": lambda: twice(make_paragraph, make_section(), label="45 (c)"),
    "documents_paragraph_anchor_once": lambda: twice(make_paragraph, make_section(), anchor="45-c"),
    "documents_paragraph_position_once": lambda: twice(make_paragraph, make_section(), position=1),
    "documents_paragraph_label_not_empty": lambda: make_paragraph(label=""),
    "documents_paragraphtext_once": two_texts_of_one_rendition,
    "documents_paragraphtext_one_current": lambda: twice(make_paragraph_text, make_paragraph()),
    "documents_sectiontext_once": two_headings_of_one_rendition,
    "documents_sectiontext_one_current": lambda: twice(make_section_text, make_section()),
    "documents_paragraphtext_not_empty": lambda: make_paragraph_text(text=""),
    "documents_footnote_number_once": two_notes_of_one_number,
    "documents_reference_document_or_address": lambda: make_address(document=make_document(), locator="cover"),
    "documents_reference_place_complete": lambda: Reference.objects.create(key="?", document=make_document()),
    "documents_reference_range_has_start": range_without_start,
    "documents_reference_address_seen": lambda: make_address(seen=None),
    "documents_letter_key_once": two_letters_of_one_key,
    "documents_letter_sent_was_handed_over": sent_without_being_handed_over,
    "documents_searchentry_once": two_entries_of_one_thing,
    "documents_searchtext_once": lambda: twice(
        SearchText.objects.create, entry=SearchEntry.objects.first(), language="en"
    ),
    "documents_claim_position_once": lambda: twice(make_claim, make_discrepancy(), position=1),
    "documents_tool_answer_has_date": lambda: make_tool(answered=True),
    "directory_region_not_its_own_part": lambda: change(make_region(), parent=F("id")),
    "directory_country_one_tile_each": lambda: twice(make_country, tile_column=1, tile_row=14),
    "directory_country_tile_on_map": lambda: make_country(tile_column=33),
    "directory_mechanism_model_has_basis": lambda: make_mechanism(model_basis="stated"),
    "directory_mechanismrole_once": lambda: twice(make_role, make_mechanism()),
    "directory_statement_function_fits_aspect": lambda: make_statement(aspect="lead", function=make_function()),
    "directory_statement_not_empty": lambda: make_statement(text=""),
    "directory_contactpoint_once": lambda: twice(make_contact, make_mechanism()),
    "directory_indicatoranswer_once": lambda: twice(make_answer, make_mechanism()),
    "directory_indicatoranswer_own_has_office_and_date": lambda: make_answer(origin="mechanism", office="Office"),
    "directory_organisation_not_its_own_body": lambda: change(make_organisation(), parent=F("id")),
    "consultations_consultation_ends_after_start": lambda: make_consultation(ends=datetime.date(2014, 5, 20)),
    "consultations_announcedtopic_number_once": lambda: twice(make_topic, make_consultation(), number=1),
    "consultations_session_number_once": lambda: twice(make_session, make_consultation(), number=1),
    "consultations_session_hours_in_order": lambda: make_session(starts=TEN, ends=NINE),
    "consultations_agendaitem_hours_in_order": lambda: make_item(starts=TEN, ends=NINE),
    "consultations_participation_exactly_one": lambda: make_participation(person=make_person(), country=make_country()),
    "consultations_participation_item_has_session": lambda: make_participation(item=make_item()),
}

RECORDS: dict[str, Callable[[], models.Model]] = {
    "documents_document": make_document,
    "documents_discrepancy": make_discrepancy,
    "documents_theme": make_theme,
    "documents_tool": make_tool,
    "directory_mechanism": make_mechanism,
    "directory_organisation": make_organisation,
    "directory_practice": make_practice,
    "directory_agreement": make_agreement,
    "consultations_consultation": make_consultation,
    "consultations_proposal": make_proposal,
}
for table, make in RECORDS.items():
    BREACHES[f"{table}_published_has_date"] = lambda make=make: change(make(), published_at=None)
    BREACHES[f"{table}_withdrawn_has_reason"] = lambda make=make: change(make(), state=State.WITHDRAWN)


def declared() -> dict[str, tuple[type[models.Model], models.BaseConstraint]]:
    """Return the constraints of the three layers by name, each with its model."""
    own = [model for model in apps.get_models() if model._meta.app_label in APPS]
    return {constraint.name: (model, constraint) for model in own for constraint in model._meta.constraints}


def names(error: IntegrityError, name: str) -> bool:
    """Tell whether the database refused because of this constraint; SQLite names a unique one by its columns."""
    model, constraint = declared()[name]
    if connection.vendor != "sqlite" or not isinstance(constraint, models.UniqueConstraint):
        return name in str(error)
    columns = [f"{model._meta.db_table}.{model._meta.get_field(field).column}" for field in constraint.fields]
    return str(error) == f"UNIQUE constraint failed: {', '.join(columns)}"


@pytest.mark.parametrize("name", BREACHES)
def test_refused(name):
    with pytest.raises(IntegrityError) as raised, transaction.atomic():
        BREACHES[name]()
    assert names(raised.value, name), raised.value


def test_a_participation_of_nobody_is_refused():
    with pytest.raises(IntegrityError, match="exactly_one"), transaction.atomic():
        make_participation(person=None)


def test_every_constraint_is_tried():
    assert set(BREACHES) == set(declared())

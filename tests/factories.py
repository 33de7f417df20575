"""Small things made for tests: one plain function a model, everything it needs made along, each call a new one."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models

from consultations.models import AgendaItem, AnnouncedTopic, Consultation, Participation, Person, Proposal, Session
from directory.models import (
    Agreement,
    ContactPoint,
    Country,
    Function,
    Indicator,
    IndicatorAnswer,
    InstitutionalModel,
    Mechanism,
    MechanismRole,
    Organisation,
    Practice,
    Region,
    Statement,
)
from documents.models import (
    Claim,
    Discrepancy,
    Document,
    Footnote,
    Paragraph,
    ParagraphText,
    Reference,
    Rendition,
    Section,
    SectionText,
    Theme,
    Tool,
)
from documents.publication import State
from recommendations.models import Bearing, FollowUp, Origin, Recommendation

NOW = datetime.datetime(2026, 2, 1, 9, tzinfo=datetime.UTC)
_numbers = itertools.count(1000)


def number() -> int:
    """Return a number not used before, above those of the record."""
    return next(_numbers)


def name_of(word: str) -> str:
    """Return a name in addresses not used before."""
    return f"made-{word}-{number()}"


def published(**fields: Any) -> dict[str, Any]:
    """Return the fields of a published record, completed or replaced by those given."""
    return {"state": State.PUBLISHED, "published_at": NOW} | fields


def linked(instance: Any, **links: list[models.Model]) -> Any:
    """Set many-to-many links and return the instance."""
    for name, targets in links.items():
        getattr(instance, name).set(targets)
    return instance


def make_user(username: str = "", *, staff: bool = False, administrator: bool = False) -> Any:
    username = username or name_of("person")
    return get_user_model().objects.create_user(
        username, password="made for a test", is_staff=staff or administrator, is_superuser=administrator
    )


# Documents


def make_theme(**fields: Any) -> Theme:
    own = {"slug": name_of("theme"), "names": {"en": "A theme"}, "group": "knowledge", "position": 99}
    return Theme.objects.create(**published(**own | {"scope": {"en": "What it takes in."}} | fields))


def make_document(**fields: Any) -> Document:
    own = {"key": name_of("document"), "title": "A document", "short_name": "Made", "kind": "report", "held": True}
    return Document.objects.create(**published(**own | fields))


def make_section(document: Document | None = None, **fields: Any) -> Section:
    document = document or make_document()
    own = {"key": name_of("section"), "heading": "A heading", "position": number()}
    return Section.objects.create(document=document, **own | fields)


def make_paragraph(section: Section | None = None, **fields: Any) -> Paragraph:
    section = section or make_section()
    place = number()
    own = {"label": str(place), "anchor": str(place), "position": place, "gist": "What it says."}
    return Paragraph.objects.create(section=section, document=section.document, **own | fields)


def make_rendition(document: Document | None = None, **fields: Any) -> Rendition:
    own = {"language": "en", "file_name": "copy.txt", "digest": f"{number():064}"}
    return Rendition.objects.create(document=document or make_document(), **own | fields)


def make_paragraph_text(paragraph: Paragraph | None = None, **fields: Any) -> ParagraphText:
    paragraph = paragraph or make_paragraph()
    rendition = fields.pop("rendition", None) or make_rendition(paragraph.document)
    own = {"language": rendition.language, "text": "Its official words."}
    return ParagraphText.objects.create(paragraph=paragraph, rendition=rendition, **own | fields)


def make_section_text(section: Section | None = None, **fields: Any) -> SectionText:
    section = section or make_section()
    rendition = fields.pop("rendition", None) or make_rendition(section.document)
    own = {"language": rendition.language, "heading": "Its printed heading"}
    return SectionText.objects.create(section=section, rendition=rendition, **own | fields)


def make_footnote(paragraph: Paragraph | None = None, **fields: Any) -> Footnote:
    paragraph = paragraph or make_paragraph()
    rendition = fields.pop("rendition", None) or make_rendition(paragraph.document)
    own = {"number": "1", "language": rendition.language, "text": "A note."}
    return Footnote.objects.create(paragraph=paragraph, rendition=rendition, **own | fields)


def make_reference(paragraph: Paragraph | None = None, **fields: Any) -> Reference:
    """Make a reference to a paragraph."""
    paragraph = paragraph or make_paragraph()
    own = {"key": f"{paragraph.document.key}#{paragraph.anchor};{number()}", "document": paragraph.document}
    return Reference.objects.create(paragraph=paragraph, **own | fields)


def make_address(url: str = "", **fields: Any) -> Reference:
    """Make a reference to an address on the web."""
    url = url or f"https://example.org/{number()}"
    own = {"key": url, "publisher": "Example", "seen": datetime.date(2026, 1, 15), "confidence": "high"}
    return Reference.objects.create(url=url, **own | fields)


def make_discrepancy(**fields: Any) -> Discrepancy:
    own = {"key": name_of("discrepancy"), "kind": "between-sources", "question": "How many came?"}
    return Discrepancy.objects.create(**published(**own | fields))


def make_claim(discrepancy: Discrepancy | None = None, **fields: Any) -> Claim:
    references = fields.pop("references", None) or [make_reference()]
    own = {"value": "Seventeen", "position": 1}
    claim = Claim.objects.create(discrepancy=discrepancy or make_discrepancy(), **own | fields)
    return linked(claim, references=references)


def make_tool(**fields: Any) -> Tool:
    references = fields.pop("references", None) or [make_reference()]
    own = {"slug": name_of("tool"), "title": "A handbook", "publisher": "Example", "purpose": "Helps."}
    return linked(Tool.objects.create(**published(**own | fields)), references=references)


# Directory


def make_region(**fields: Any) -> Region:
    own = {"m49": f"r{number() % 100:02}", "slug": name_of("region"), "names": {"en": "A region"}, "position": 99}
    return Region.objects.create(**own | fields)


def make_country(**fields: Any) -> Country:
    place = number()
    letters = chr(97 + place // 26 % 26) + chr(97 + place % 26)  # small letters: no code of the record
    own = {
        "iso2": letters,
        "iso3": f"x{letters}",
        "m49": f"x{place % 100:02}",
        "slug": name_of("country"),
        "names": {"en": "A country"},
        "membership": "member",
        "tile_column": Country.objects.filter(tile_row=14).count(),
        "tile_row": 14,  # a row that the record leaves free
    }
    region = fields.pop("region", None) or make_region()
    return Country.objects.create(region=region, **own | fields)


def make_organisation(**fields: Any) -> Organisation:
    own = {"slug": name_of("body"), "name": "A regional body", "acronym": "ARB", "kind": "regional"}
    return Organisation.objects.create(**published(**own | fields))


def make_term(model: type[models.Model], **fields: Any) -> Any:
    own = {"slug": name_of("term"), "names": {"en": "A term"}, "definitions": {"en": "What it means."}, "position": 99}
    return model._default_manager.create(**own | fields)


def make_model(**fields: Any) -> InstitutionalModel:
    return make_term(InstitutionalModel, **fields)


def make_function(**fields: Any) -> Function:
    return make_term(Function, **fields)


def make_indicator(**fields: Any) -> Indicator:
    return make_term(Indicator, **{"letter": "z"} | fields)


def make_mechanism(**fields: Any) -> Mechanism:
    country = fields.pop("country", None) or make_country()
    own = {"slug": name_of("mechanism"), "name": "A mechanism"}
    return Mechanism.objects.create(country=country, **published(**own | fields))


def make_role(mechanism: Mechanism | None = None, **fields: Any) -> MechanismRole:
    own = {"role": "national-rapporteur", "basis": "stated", "position": number()}
    return MechanismRole.objects.create(mechanism=mechanism or make_mechanism(), **own | fields)


def make_statement(mechanism: Mechanism | None = None, **fields: Any) -> Statement:
    references = fields.pop("references", None) or [make_reference()]
    own = {"aspect": "set-up", "text": "Set up in 2001.", "position": number()}
    statement = Statement.objects.create(mechanism=mechanism or make_mechanism(), **own | fields)
    return linked(statement, references=references)


def make_contact(mechanism: Mechanism | None = None, **fields: Any) -> ContactPoint:
    references = fields.pop("references", None) or [make_reference()]
    own = {"kind": "website", "value": "https://example.org/", "position": number()}
    contact = ContactPoint.objects.create(mechanism=mechanism or make_mechanism(), **own | fields)
    return linked(contact, references=references)


def make_answer(mechanism: Mechanism | None = None, **fields: Any) -> IndicatorAnswer:
    indicator = fields.pop("indicator", None) or Indicator.objects.first() or make_indicator()
    own = {"origin": "documents", "text": "A law founds it.", "position": number()}
    return IndicatorAnswer.objects.create(mechanism=mechanism or make_mechanism(), indicator=indicator, **own | fields)


def make_practice(**fields: Any) -> Practice:
    links = {"references": fields.pop("references", None) or [make_reference()], "themes": fields.pop("themes", [])}
    own = {"slug": name_of("practice"), "kind": "good-practice", "title": "A practice", "text": "It worked."}
    return linked(Practice.objects.create(**published(**own | fields)), **links)


def make_agreement(**fields: Any) -> Agreement:
    references = fields.pop("references", None) or [make_reference()]
    own = {"slug": name_of("agreement"), "title": "A memorandum", "form": "memorandum", "subject": "Cooperation."}
    agreement = Agreement.objects.create(**published(**own | {"status": "in-force"} | fields))
    return linked(agreement, references=references)


# Consultations


def make_consultation(**fields: Any) -> Consultation:
    country = fields.pop("country", None) or make_country()
    references = fields.pop("references", None) or [make_reference()]
    own = {
        "slug": name_of("consultation"),
        "title": "A consultative meeting",
        "short_names": {"en": "A meeting"},
        "kind": "nrem",
        "summary": "They met.",
        "cities": {"en": "A city"},
        "starts": datetime.date(2014, 5, 21),
        "ends": datetime.date(2014, 5, 22),
    }
    consultation = Consultation.objects.create(country=country, **published(**own | fields))
    return linked(consultation, references=references)


def make_session(consultation: Consultation | None = None, **fields: Any) -> Session:
    place = number()
    own = {"key": name_of("session"), "number": place, "title": "A session", "position": place}
    session = Session.objects.create(consultation=consultation or make_consultation(), **own | fields)
    return linked(session, references=[make_reference()])


def make_item(session: Session | None = None, **fields: Any) -> AgendaItem:
    own = {"title": "An address", "position": number()}
    item = AgendaItem.objects.create(session=session or make_session(), **own | fields)
    return linked(item, references=[make_reference()])


def make_topic(consultation: Consultation | None = None, **fields: Any) -> AnnouncedTopic:
    own = {"number": number(), "title": "A topic", "position": number()}
    topic = AnnouncedTopic.objects.create(consultation=consultation or make_consultation(), **own | fields)
    return linked(topic, references=[make_reference()])


def make_person(**fields: Any) -> Person:
    return Person.objects.create(**{"slug": name_of("person"), "name": "A. Person", "office": "Expert"} | fields)


def make_participation(consultation: Consultation | None = None, **fields: Any) -> Participation:
    """Make a participation; without `person`, `organisation`, `mechanism` or `country` it is a new person's."""
    if not fields.keys() & {"person", "organisation", "mechanism", "country"}:
        fields["person"] = make_person()
    own = {"role": "attended", "position": number()}
    participation = Participation.objects.create(consultation=consultation or make_consultation(), **own | fields)
    return linked(participation, references=[make_reference()])


def make_proposal(consultation: Consultation | None = None, **fields: Any) -> Proposal:
    references = fields.pop("references", None) or [make_reference()]
    own = {"key": name_of("proposal"), "title": "A proposal", "text": "Meet again."}
    proposal = Proposal.objects.create(consultation=consultation or make_consultation(), **published(**own | fields))
    return linked(proposal, references=references)


# Recommendations


def make_origin(**fields: Any) -> Origin:
    if not fields.keys() & {"consultation", "document"}:
        fields["document"] = make_document()
    own = {"slug": name_of("origin"), "titles": {"en": "A report"}, "short_names": {"en": "Report"}, "date": "2014"}
    return Origin.objects.create(**own | fields)


def make_recommendation(**fields: Any) -> Recommendation:
    themes = fields.pop("themes", [])
    origin = fields.pop("origin", None) or make_origin()
    paragraph = fields.pop("paragraph", None) or make_paragraph()
    own = {
        "slug": paragraph.anchor,
        "title": "A recommendation",
        "summary": "Do this.",
        "kind": "rapporteur",
        "strength": "should",
    }
    made = Recommendation.objects.create(origin=origin, paragraph=paragraph, **published(**own | fields))
    return linked(made, themes=themes)


def make_follow_up(**fields: Any) -> FollowUp:
    references = fields.pop("references", None) or [make_reference()]
    own = {"key": name_of("entry"), "date": "2020", "actor": "A mechanism", "text": "It was done."}
    return linked(FollowUp.objects.create(**published(**own | fields)), references=references)


def make_bearing(**fields: Any) -> Bearing:
    follow_up = fields.pop("follow_up", None) or make_follow_up()
    recommendation = fields.pop("recommendation", None) or make_recommendation()
    own = {"kind": "step", "position": number()}
    return Bearing.objects.create(follow_up=follow_up, recommendation=recommendation, **own | fields)

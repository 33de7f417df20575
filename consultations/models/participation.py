"""Who took part in a consultation, and how."""

from __future__ import annotations

from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.session import AgendaItem, Session
from directory.models import Country, Mechanism, Organisation
from documents.fields import validate_texts
from documents.models import Reference
from documents.publication import Row, State


class Person(models.Model):
    """A person is someone whom a source names in an official capacity at a consultation; never a victim."""

    slug = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    other_spellings = models.JSONField(
        _("other spellings in the sources"), default=list, blank=True, validators=[validate_texts]
    )
    office = models.CharField(_("office as printed"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="persons", verbose_name=_("organization")
    )
    affiliation = models.CharField(_("affiliation as printed"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)

    KEY = ("slug",)

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class ParticipationRole(models.TextChoices):
    """What a participant did, by the words of the source."""

    CONVENED = "convened", _("Convened")  # called the meeting
    ORGANISED = "organised", _("Organized")  # prepared or supported it
    INVITED = "invited", _("Invited")  # on the list of invitations; attendance not shown by that
    ATTENDED = "attended", _("Attended")  # shown as present
    OPENED = "opened", _("Opened")  # opened or welcomed
    CHAIRED = "chaired", _("Chaired")  # presided
    FACILITATED = "facilitated", _("Facilitated")  # led a session
    PRESENTED = "presented", _("Presented")  # gave a presentation
    SPOKE = "spoke", _("Spoke")  # is reported as speaking in the discussion
    OBSERVED = "observed", _("Observed")  # took part as observer
    REPORTED = "reported", _("Submitted the report")  # submitted the report of the meeting


def link(target: type[models.Model], name: Any, on_delete: Any = models.PROTECT) -> Any:
    """Return a link that may be missing."""
    return models.ForeignKey(target, on_delete, null=True, blank=True, related_name="participations", verbose_name=name)


WHO = ("person", "organisation", "mechanism", "country")


def exactly_one(names: tuple[str, ...]) -> Q:
    """Return the condition that exactly one of these links is set."""
    condition = Q()
    for name in names:
        condition |= Q(**{f"{other}__isnull": other != name for other in names})
    return condition


class ParticipationQuerySet(models.QuerySet):
    def of_published(self) -> Self:
        """Leave out what mechanisms and organisations did that the public may not see."""
        organisations = Q(organisation=None) | Q(organisation__state=State.PUBLISHED)
        mechanisms = Q(mechanism=None) | Q(mechanism__state=State.PUBLISHED)
        return self.filter(organisations & mechanisms)

    def of_organisation(self, organisation: Organisation) -> Self:
        """Return what an organisation and those who spoke for it did in published meetings, newest meeting first."""
        own = self._in_meetings(Q(organisation=organisation) | Q(person__organisation=organisation))
        speaker = F("person__name").asc(nulls_first=True)
        return own.select_related("session__consultation").order_by("-consultation__starts", speaker, "position")

    def of_mechanism(self, mechanism: Mechanism) -> Self:
        """Return what a mechanism, or its country unnamed, did in published meetings, newest meeting first."""
        return self._in_meetings(Q(mechanism=mechanism) | Q(country=mechanism.country))

    def of_country(self, country: Country) -> Self:
        """Return what a country and its published mechanisms did in published meetings, newest meeting first."""
        return self._in_meetings(Q(country=country) | Q(mechanism__country=country, mechanism__state=State.PUBLISHED))

    def _in_meetings(self, own: Q) -> Self:
        held = self.filter(own, consultation__state=State.PUBLISHED).select_related("consultation")
        return held.order_by("-consultation__starts", "session__number", "position")

    def with_who(self) -> Self:
        """Fetch along who took part, in which session, and the places that say so."""
        return self.select_related(
            "person__organisation", "organisation", "mechanism__country", "country", "session", "item"
        ).prefetch_related(Prefetch("references", Reference.objects.with_place()))


class Participation(Row):
    """A participation says that one person, organisation, mechanism or country took part, and in which role."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="participations")
    session = link(Session, _("session"), models.CASCADE)
    item = link(AgendaItem, _("agenda item"), models.CASCADE)
    person = link(Person, _("person"))
    organisation = link(Organisation, _("regional body or organization"))
    mechanism = link(Mechanism, _("mechanism"))
    country = link(Country, _("State"))
    role = models.CharField(_("role"), max_length=12, choices=ParticipationRole)
    note = models.CharField(_("note"), max_length=300, blank=True)
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="participations")

    objects = ParticipationQuerySet.as_manager()

    class Meta(Row.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.CheckConstraint(name="consultations_participation_exactly_one", condition=exactly_one(WHO)),
            models.CheckConstraint(
                name="consultations_participation_item_has_session",
                condition=Q(item=None) | Q(session__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who}: {self.get_role_display()}"

    def clean(self) -> None:
        """Refuse a session of another consultation, and an item of another session."""
        if self.session and self.session.consultation_id != self.consultation_id:
            raise ValidationError({"session": _("This is a session of another consultation.")})
        if self.item and self.item.session_id != self.session_id:
            raise ValidationError({"item": _("This is an item of another session.")})

    @property
    def who(self) -> Person | Organisation | Mechanism | Country:
        """The one who took part."""
        return next(one for one in (getattr(self, name) for name in WHO) if one is not None)

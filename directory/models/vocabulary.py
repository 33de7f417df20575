"""The vocabularies that describe mechanisms: institutional models, functions, operational indicators."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.fields import Named, in_language, validate_texts_by_language
from documents.models import Reference
from documents.publication import Row


class Term(Named):
    """A term is one entry of a vocabulary, with a definition in our own words and the places it is taken from."""

    slug = models.SlugField(_("name in addresses"), max_length=40, unique=True)
    definitions = models.JSONField(_("definitions by language"), default=dict, validators=[validate_texts_by_language])
    position = models.PositiveSmallIntegerField(_("position"))
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="%(class)s_terms")

    KEY = ("slug",)

    class Meta:
        abstract = True
        ordering = ["position"]

    @property
    def definition(self) -> str:
        return in_language(self.definitions)


class InstitutionalModel(Term):
    """An institutional model is one of the four forms in which States set up a mechanism (A/HRC/29/38/Add.2, 19–23)."""

    class Meta(Term.Meta):
        verbose_name = _("institutional model")
        verbose_name_plural = _("institutional models")


class PointSide(models.TextChoices):
    """On which side of an institutional model a point stands."""

    ADVANTAGE = "advantage", _("Advantage")  # named as a benefit or strength
    DIFFICULTY = "difficulty", _("Difficulty")  # named as a risk, challenge or condition


class ModelPoint(Row):
    """A model point is one advantage or difficulty that the sources see in an institutional model."""

    model = models.ForeignKey(InstitutionalModel, models.CASCADE, related_name="points")
    side = models.CharField(_("side"), max_length=12, choices=PointSide)
    text = models.TextField(_("point"))
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="model_points")

    class Meta(Row.Meta):
        verbose_name = _("advantage or difficulty")
        verbose_name_plural = _("advantages and difficulties")

    def __str__(self) -> str:
        return self.text


class ModelFactor(models.Model):
    """A model factor is one consideration that the sources name for choosing and founding a mechanism of any model."""

    position = models.PositiveSmallIntegerField(unique=True)
    text = models.TextField(_("factor"))
    references = models.ManyToManyField(Reference, verbose_name=_("sources"), related_name="model_factors")

    KEY = ("position",)

    class Meta:
        verbose_name = _("factor in choosing a model")
        verbose_name_plural = _("factors in choosing a model")
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class Function(Term):
    """A function is one of the ten things that mechanisms do (UNODC paper, 9–10; A/HRC/29/38/Add.2, 13–18)."""

    class Meta(Term.Meta):
        verbose_name = _("function")
        verbose_name_plural = _("functions")


class Indicator(Term):
    """An indicator is one of the eight operational indicators of an effective mechanism (UNODC paper, 12 (a)–(h))."""

    letter = models.CharField(_("letter in paragraph 12"), max_length=1, unique=True)

    class Meta(Term.Meta):
        verbose_name = _("operational indicator")
        verbose_name_plural = _("operational indicators")

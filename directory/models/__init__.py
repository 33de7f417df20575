"""Who there is: countries, regional bodies and mechanisms, and what mechanisms do, report and agree."""

from directory.models.agreement import Agreement
from directory.models.answer import IndicatorAnswer
from directory.models.contact import ContactPoint
from directory.models.country import Country, Region
from directory.models.mechanism import Mechanism, MechanismRole
from directory.models.organisation import Organisation, OrganisationStatement, RegionalRole
from directory.models.practice import Practice
from directory.models.statement import Statement
from directory.models.vocabulary import Function, Indicator, InstitutionalModel, ModelFactor, ModelPoint

__all__ = [
    "Agreement",
    "ContactPoint",
    "Country",
    "Function",
    "Indicator",
    "IndicatorAnswer",
    "InstitutionalModel",
    "Mechanism",
    "MechanismRole",
    "ModelFactor",
    "ModelPoint",
    "Organisation",
    "OrganisationStatement",
    "Practice",
    "Region",
    "RegionalRole",
    "Statement",
]

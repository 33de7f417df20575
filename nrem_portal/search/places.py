"""By what names a country is known: its own in six languages, common ones, its code."""

from __future__ import annotations

from collections.abc import Iterator

from directory.models import Country
from documents.normalise import terms
from documents.search.engine import subquery
from documents.search.reading import Query
from documents.search.tree import both
from documents.search.wording import plain, stemmed

# What people call some States, besides their names and the words of their addresses.
COMMON = {
    "AE": ["UAE", "Emirates", "الإمارات", "阿联酋", "Emiratos", "Émirats", "ОАЭ", "Эмираты"],
    "BA": ["Bosnia", "Bosnia-Herzegovina", "البوسنة", "Bosnie", "Босния"],
    "BN": ["Brunei"],
    "BO": ["بوليفيا", "دولة بوليفيا المتعددة القوميات", "玻利维亚"],
    "CD": ["DRC", "DR Congo", "Congo-Kinshasa", "RDC", "ДРК"],
    "CF": ["CAR"],
    "CG": ["Republic of the Congo", "Congo-Brazzaville"],
    "CI": ["Ivory Coast", "ساحل العاج", "Costa de Marfil"],
    "CV": ["Cape Verde"],
    "CZ": ["Czech Republic", "جمهورية التشيك"],
    "FM": ["ميكرونيزيا", "ولايات ميكرونيزيا الموحدة", "密克罗尼西亚"],
    "GB": [
        "UK",
        "England",
        "Britain",
        "Great Britain",
        "المملكة المتحدة",
        "بريطانيا",
        "英国",
        "Royaume-Uni",
        "Великобритания",
    ],
    "GN": ["Republic of Guinea", "Guinea-Conakry"],
    "IR": ["إيران", "جمهورية إيران الإسلامية", "伊朗"],
    "KP": ["DPRK", "North Korea", "كوريا الشمالية", "朝鲜", "Corée du Nord", "Северная Корея", "Corea del Norte"],
    "KR": ["ROK", "South Korea", "كوريا الجنوبية", "韩国", "Corée du Sud", "Южная Корея", "Corea del Sur"],
    "LA": ["Laos", "لاوس", "老挝", "Лаос"],
    "MD": ["Moldova", "مولدوفا", "摩尔多瓦", "Молдова"],
    "MK": ["Macedonia"],
    "MM": ["Burma", "بورما"],
    "NL": ["Holland", "هولندا"],
    "PS": ["Palestine", "فلسطين", "巴勒斯坦", "Палестина", "Palestina"],
    "RU": ["Russia", "روسيا", "俄罗斯", "Russie", "Россия", "Rusia"],
    "SY": ["سوريا", "叙利亚", "Syrie", "Сирия", "Siria"],
    "SZ": ["Swaziland"],
    "TL": ["East Timor"],
    "TR": ["Turkey", "Turquie", "Turquía"],
    "TZ": ["تنزانيا", "坦桑尼亚", "Tanzanie", "Танзания"],
    "US": ["USA", "America", "الولايات المتحدة", "أمريكا", "美国", "États-Unis", "США", "Estados Unidos"],
    "VA": ["Vatican", "الفاتيكان"],
    "VE": ["فنزويلا", "جمهورية فنزويلا البوليفارية", "委内瑞拉"],
    "VN": ["Vietnam"],
}

# States whose own name is part of other States' names, so that it may mean one of these.
SHARED = {"CG", "GN"}

SHORT = 3  # letters of an abbreviation

# Codes that are words as well, and count in capitals alone.
WORDS = {"and", "are", "can", "com", "cub", "est", "fin", "lie", "mar", "nor", "pan", "per", "sur", "ton", "tun"}


def all_names(country: Country) -> Iterator[str]:
    """Yield every name that a country is searched by."""
    yield from country.names.values()
    yield country.slug
    yield country.iso3
    yield from COMMON.get(country.iso2, [])


def full_names(country: Country) -> Iterator[str]:
    """Yield the names that mean this country alone; names go with and without what stands in brackets."""
    yield from COMMON.get(country.iso2, [])
    if country.iso2 not in SHARED:
        yield from country.names.values()
        yield from (name.split("(")[0] for name in country.names.values())
        yield country.slug


def country_named(query: str) -> Country | None:
    """Return the one country of which the query is a whole name or the code."""
    asked = terms(query)
    words = plain(query)
    near = Country.objects.filter(pk__in=subquery(Query(query, both(list(words))), "country")) if words else []
    found = [one for one in near if is_code(query, one) or any(terms(name) == asked for name in full_names(one))]
    return found[0] if len(found) == 1 else None


def countries_among(query: str) -> list[Country]:
    """Return the countries whose names stand among the words of a query; short ones may be words, and do not count."""
    asked = f" {' '.join(terms(query))} "
    return [one for one in Country.objects.all() if any(stands_in(name, asked) for name in full_names(one))]


def stands_in(name: str, asked: str) -> bool:
    """Tell whether the terms of a name stand in a row among those asked for."""
    return (len(name) > SHORT or not name.isascii()) and any(leaf.wording in asked for leaf in stemmed(name))


def is_code(query: str, country: Country) -> bool:
    """Tell whether the query is the code of a country, and not a word that looks like it."""
    return query.upper() == country.iso3 and (query.isupper() or query.lower() not in WORDS)

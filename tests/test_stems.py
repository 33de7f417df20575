"""Stems: one for the forms of a word, in each of the six languages, and seldom one for two words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.normalise import LONGEST, terms, words

SAME = """
mechanism mechanisms
trafficking trafficked trafficker traffickers
policy policies
recommend recommended recommendation recommendations
coordinate coordinated coordinating coordination
implement implemented implementing implementation
organise organize organisation organizations
identify identified identifies identifying
plan plans planned planning
woman women
labour labor
centre centers
combat combating combatting
process processes
memorandum memoranda
mécanisme mécanismes MÉCANISMES
national nationale nationaux nationales
recomendación recomendaciones
relator relatores
nacionalidad nacionalidades
آلية الآليات آليات للآليات والآلية آلياتها
توصية التوصيات توصياتها
الاتجار للاتجار بالاتجار اتجار
مقرر المقررين المقررون
بيانات البيانات
механизм механизмы механизмов механизмами
рекомендация рекомендации рекомендаций рекомендациями рекомендацию
национальный национального национальные национальным
торговля торговли торговлю торговлей
жертва жертвы жертв жертвам
"""
APART = """
Нигер Нигерия
car care
unit united
nation national
Niger Nigeria
law lawyer
قانون قان
report rapporteur
border bord
"""


@pytest.mark.parametrize("line", SAME.split("\n")[1:-1])
def test_forms_of_a_word_have_one_stem(line):
    assert len(set(terms(line))) == 1


@pytest.mark.parametrize("line", APART.split("\n")[1:-1])
def test_other_words_have_others(line):
    assert len(set(terms(line))) == 2


@given(text=st.text())
def test_each_word_has_one_stem(text):
    assert len(words(text)) == len(terms(text))
    assert all(0 < len(stem) <= LONGEST + 1 for stem in terms(text))


def test_words_stay_as_they_are_but_for_case_and_marks():
    assert words("Les Mécanismes nationaux") == ["les", "mecanismes", "nationaux"]
    assert words("国家报告员") == ["国家", "家报", "报告", "告员", "员"]
    assert words("第45段x") == ["第", "45", "段", "x"]

"""The language of made-up recommendations: words as frequent as those of a real language, and some standing phrases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, islice
from random import Random

SIZE = 60_000  # words: so many that the rarest stand in a few records even among hundreds of thousands
PHRASES = 40
SENTENCE = 12  # words, but for the last sentence of a text

# The most frequent words, as in the reports of the United Nations; the rest are made of syllables.
FREQUENT = (
    "the of and to in for that on with by as all its be is are from should their this at an which it has or not "
    "ensure measure take step adopt continue effort strengthen provide further protect full access special include "
    "particular develop promote combat woman child policy need groundwork support right law provision social "
    "improve increase address effective existing relevant appropriate system programme public service health "
    "education implement establish victim assist consider review framework respect violence form cooperate "
    "guarantee prevent discriminate act person worker migrant family care legal labour guide train officer court "
    "judge inspect budget fund resource allocate report monitor evaluate collect data share inform aware campaign "
    "school rural urban young elder shelter housing water food income poverty equal gender minority community "
    "dialogue consult participate civil partner sector private employer recruit contract wage border visa transit "
    "return reunite identify refer screen interview interpret confidential consent compensate remedy appeal "
    "sentence penalty confiscate offence investigate prosecute convict complicit corrupt police"
)
LETTERS = (
    "b c d f g h l m n p r s t v br cl cr dr fl gr pl pr st tr",
    "a e i o u ea ou",
    "b ck d g l m n nd nt p r rd rt sh st t x",
)
ONSETS, VOWELS, CODAS = map(str.split, LETTERS)


def made_up(random: Random) -> Iterator[str]:
    """Yield words of two or three syllables without end."""
    while True:
        opening = (random.choice(ONSETS) + random.choice(VOWELS) for _ in range(random.randint(0, 1)))
        yield "".join(opening) + random.choice(ONSETS) + random.choice(VOWELS) + random.choice(CODAS)


class Language:
    """A vocabulary in which the second word is nearly half as frequent as the first, and so on (Zipf's law)."""

    def __init__(self, random: Random) -> None:
        self.random = random
        new = made_up(random)
        words = dict.fromkeys(FREQUENT.split())
        ranks = range(len(words), 10 * len(words))  # of words neither frequent nor rare
        while len(words) < SIZE:
            words |= dict.fromkeys(islice(new, SIZE - len(words)))
        self.words = list(words)
        self.weights = list(accumulate(1 / (rank + 2) for rank in range(1, SIZE + 1)))
        self.phrases = [[self.words[rank] for rank in random.sample(ranks, 2)] for _ in range(PHRASES)]

    def passage(self, length: int) -> list[str]:
        """Return words in a row; every third passage holds a standing phrase."""
        words = self.random.choices(self.words, cum_weights=self.weights, k=length)
        if self.random.random() < 1 / 3:
            place = self.random.randrange(length)
            words[place:place] = self.phrases[int(PHRASES * self.random.random() ** 2)]
        return words


def sentences(words: list[str]) -> str:
    """Return words as sentences."""
    parts = (words[start : start + SENTENCE] for start in range(0, len(words), SENTENCE))
    return " ".join(f"{' '.join(part).capitalize()}." for part in parts)

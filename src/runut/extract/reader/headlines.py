"""A headline as it would stand in running text: the capitals that only a headline has made small.

In: a sentence. Out: its text, every letter in its place. "DPR Sahkan RUU TNI" becomes "DPR sahkan RUU TNI", and so does
"DPR SAHKAN RUU TNI". The network has pieces of its own for "tahan" and "darurat", and spells "Tahan" and "Darurat" out.
"""

from __future__ import annotations

from runut.dissect.words import guess, word_classes
from runut.extract.actors.items import is_headline
from runut.extract.actors.lexicon import atoms
from runut.extract.events.codebook import codebook
from runut.extract.events.items import sentence_items
from runut.extract.reader.hints import hints
from runut.records import Sentence, Token

# What the lexicon of actors finds and what is yet no name.
COMMON = frozenset({"title", "noun", "portfolio"})
# What the codebook's words go before: "Serang", "Baku tembak".
TOWNS = frozenset({"city", "place", "seat"})
# Names that are words, of which only the shortest are abbreviations: "AS".
SPELT = frozenset({"person", "bare", "state", "seat", "place", "city"})
LETTERS = 2
# Capitals of at most so many letters are an abbreviation: "RUU", "KTT".
SHORT = 5


def running_text(text: str, sentence: Sentence) -> str:
    """The sentence's text; of a headline without the capitals of common words."""
    plain = text[sentence.start : sentence.end]
    if not is_headline(sentence):
        return plain
    shouting = plain.isupper()
    told = [(hint.start, hint.end) for hint in hints(sentence_items(text, sentence, (), ()), codebook())]
    named = [
        (a.start, a.end, a.sort in SPELT)
        for a in atoms(text, sentence.start, sentence.end)
        if a.sort not in COMMON and not (a.sort in TOWNS and any(x <= a.start and a.end <= y for x, y in told))
    ]
    letters = list(plain)
    for number, token in enumerate(sentence.tokens):
        first = token.start - sentence.start
        if not token.text[0].isupper():
            continue
        here = [spelt for a, b, spelt in named if a < token.end and token.start < b]
        if here or not _is_common(token, shouting=shouting):
            long = len(token.text) > (LETTERS if any(here) else SHORT)
            small = token.text.capitalize() if shouting and long else token.text
        else:
            small = token.lower if number else token.text[0] + token.lower[1:]
        if len(small) == len(token.text):
            letters[first : first + len(small)] = small
    return "".join(letters)


def _is_common(token: Token, *, shouting: bool) -> bool:
    """Whether a word with a capital is one of the language and no name."""
    if token.text.isupper() and len(token.text) > 1 and not shouting:
        return False
    if codebook().begun_by(token.lower):
        return True
    known = word_classes().get(token.lower)
    return known != "PROPN" if known is not None else guess(token.lower) == "VERB"

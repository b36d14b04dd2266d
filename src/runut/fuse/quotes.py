"""One spoken sentence quoted in two wordings: translated twice, or smoothed by an editor.

In: an article as read, or the reports of one event. Out: the article's quotations; quote conflicts. Two quotations are
one utterance when they have one speaker, about one length and at least half of their content words (as stems) in
common, when the shorter is a passage of the longer in other words (an editor takes one sentence of several), or when a
run of words is the same in both (two translators part ways after it). A quotation cut short at either end or thinned
out is no conflict, nor is one that differs in marks, capitals or a slip of the pen only.

>>> alike("Latihan ini membuat kami saling percaya", "Dengan latihan ini, kepercayaan di antara kami tumbuh")
True
>>> alike("Latihan ini membuat kami saling percaya", "latihan ini membuat kami")
False
>>> alike("Kami datang dengan damai dan membawa bantuan", "Kami datang dengan damay dan membawa bantuan pangan")
False
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import starmap

from runut.dissect.words import CLOSED
from runut.fuse.stems import stem
from runut.fuse.weights import weights
from runut.records import Article, CrossConflict, Quote, Report

__all__ = ["alike", "quote_conflicts", "quotes_of"]

WORD = re.compile(r"\w+")
# Share of the shorter quotation's content words, and the least number of them; shorter ones are catchwords.
SHARE = 0.5
LEAST = 3
# The same of the words of both: a long quotation shares its topic with every other of the day.
OF_ALL = 0.35
# The same of a passage, which must say more: a long speech comes near to many short sentences.
PASSAGE_SHARE, PASSAGE_OF_ALL, PASSAGE_LEAST = 0.7, 0.5, 5
# Words in a row that nobody says twice by chance, and how many of them are content words and no names.
RUN, RUN_PLAIN = 6, 4
# Words that say something in a short sentence at most, and the share of all of them that two have in common.
SHORT, SHORT_OF_ALL = 7, 0.4
# Letters of a content word, and how much longer one wording may be.
CONTENT = 4
# The word that stands for all that mean anybody: "warga", "penduduk", "orang".
ANYBODY = "orang"
LONGER = 2.5


def quotes_of(article: Article) -> dict[str, tuple[Quote, ...]]:
    """The direct quotations that go with each event, by its id.

    They go with the events that they tell, those of the sentence with the nearest, the one told first, and those whose
    doer speaks.
    """
    said = [s for s in article.statements if s.kind == "direct"]
    if not said or not article.events:
        return {}
    first = min(article.events, key=lambda event: event.trigger.start)
    found: dict[str, list[Quote]] = {}
    for statement in said:
        one = statement.speaker
        quote = Quote(one.entity or one.name.lower(), statement.content)
        near = min(article.events, key=lambda event: (abs(event.trigger.start - quote.words.start), event.id))
        beside = (e.id for e in article.events if e.evidence.start == near.evidence.start)
        inside = (e.id for e in article.events if quote.words.start <= e.trigger.start < quote.words.end)
        own = (e.id for e in article.events if any(one.entity and one.entity == who.entity for who in e.actors))
        for name in dict.fromkeys((first.id, near.id, *beside, *inside, *own)):
            found.setdefault(name, []).append(quote)
    return {name: tuple(quotes) for name, quotes in found.items()}


def alike(one: str, other: str) -> bool:
    """Whether two quotations of one speaker are one utterance in other words."""
    a, b = WORD.findall(one.lower()), WORD.findall(other.lower())
    short, long = sorted((a, b), key=len)
    if not short or _within(short, long) or _cut_otherwise(a, b):
        return False
    left, right = _content(a), _content(b)
    least, common = min(len(left), len(right)), len(left & right)
    if len(long) <= LONGER * len(short) and least >= LEAST:
        if common >= SHARE * least and common >= OF_ALL * len(left | right):
            return True
    return _short(a, b) or _passage(short, long) or _run(one, other)


def _run(one: str, other: str) -> bool:
    """Whether they share a run of words; names and titles in a row ("Presiden ... dan Menteri ...") are none."""
    mine, theirs = ([*WORD.findall(text)] for text in (one, other))
    if max(len(mine), len(theirs)) > LONGER * min(len(mine), len(theirs)):
        return False
    known = {tuple(theirs[at : at + RUN]) for at in range(len(theirs) - RUN + 1)}
    runs = (mine[at : at + RUN] for at in range(len(mine) - RUN + 1))
    return any(tuple(run) in known and sum(w.islower() and len(w) >= CONTENT for w in run) >= RUN_PLAIN for run in runs)


def _passage(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether a stretch of the longer, as long as the shorter, says nearly the same in other words."""
    wanted = _content(short)
    if len(wanted) < PASSAGE_LEAST:
        return False
    for start in range(len(long) - len(short) + 1):
        here = _content(long[start : start + len(short)])
        common = len(wanted & here)
        if common >= PASSAGE_SHARE * len(wanted) and common >= PASSAGE_OF_ALL * len(wanted | here):
            return True
    return False


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """All its words in their order: cut or thinned out, not worded anew."""
    rest = iter(long)
    return all(word in rest for word in short)


def _cut_otherwise(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether both hold one stretch of the same words that begins where one of them begins and ends where one ends:
    each desk took its own piece of one utterance. A word misspelt is the same word.
    """
    block = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    if not block.size:
        return False
    before, after = (one[: block.a], other[: block.b]), (one[block.a + block.size :], other[block.b + block.size :])
    backward = zip(reversed(before[0]), reversed(before[1]), strict=False)
    return all(starmap(_slip, backward)) and all(starmap(_slip, zip(*after, strict=False)))


def _slip(one: str, other: str) -> bool:
    """Whether the words are the same but for one letter."""
    if one == other:
        return True
    if min(len(one), len(other)) < CONTENT or abs(len(one) - len(other)) > 1:
        return False
    short, long = sorted((one, other), key=len)
    at = next((n for n, letter in enumerate(short) if letter != long[n]), len(short))
    return short[at:] == long[at + 1 :] or short[at + 1 :] == long[at + 1 :]


def _content(words: Sequence[str]) -> frozenset[str]:
    return frozenset(stem(word) for word in words if len(word) >= CONTENT)


def _sentence(words: Sequence[str]) -> frozenset[str]:
    """The stems of the words that say something; "warga" and "penduduk" are one, as "rudal" and "roket" are."""
    return frozenset(stem(_plain(word)) for word in words if len(word) >= CONTENT and word not in CLOSED)


def _short(one: Sequence[str], other: Sequence[str]) -> bool:
    """Two short sentences that say the same in other words; long ones share their topic's words by chance."""
    left, right = _sentence(one), _sentence(other)
    least, common = min(len(left), len(right)), len(left & right)
    enough = least >= LEAST and common >= SHARE * least and common >= SHORT_OF_ALL * len(left | right)
    return enough and max(len(left), len(right)) <= SHORT


def _plain(word: str) -> str:
    known = weights()
    return ANYBODY if word in known.anybody else known.same_thing.get(word, word)


def quote_conflicts(event: str, reports: Sequence[Report]) -> Iterator[CrossConflict]:
    """One conflict for each utterance that articles word differently."""
    told = [(report, quote) for report in reports for quote in report.quotes]
    groups: list[list[tuple[Report, Quote]]] = []
    for report, quote in told:
        home = next((group for group in groups if any(_same(report, quote, *member) for member in group)), None)
        if home is None:
            groups.append([(report, quote)])
        else:
            home.append((report, quote))
    for group in groups:
        if len(group) > 1:
            values = tuple((r.source, r.key, q.words.text, q.words) for r, q in group)
            detail = f"the reports quote one utterance in {len(group)} wordings"
            yield CrossConflict("quote", event, values, "translation", detail)


def _same(report: Report, quote: Quote, other: Report, known: Quote) -> bool:
    apart = report.article != other.article and quote.speaker == known.speaker
    return apart and alike(quote.words.text, known.words.text)

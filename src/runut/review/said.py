"""How well statements and claimants are read: who said what, and according to whom an event is told.

In: a gold article, the same article as read, and the pairs of events that were found to be the same. Out: ``Counts`` of
three questions, with what was wrong: *statement* (the same words are given as said), *speaker* (and by the same one),
*claimant* (of the located events whose gold lists claimants, the common order of both lists). Where the gold lists
some quotations only (``quote:``), only they are asked for. It reads no article and prints nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from runut.records import Article, Claim, Event, Speaker, Statement
from runut.review.agreement import Folded, fold, plain, same_name
from runut.review.gold import GoldArticle, GoldEvent, GoldStatement

NAMES = ("statement", "speaker", "claimant")
# The words agree where the common part is at least half of both together.
SHARE = 0.5
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Counts:
    """``right`` of ``given`` and ``wanted`` for each of ``NAMES``; ``wrong``: kind, words, wanted, given."""

    right: tuple[int, int, int] = (0, 0, 0)
    given: tuple[int, int, int] = (0, 0, 0)
    wanted: tuple[int, int, int] = (0, 0, 0)
    wrong: tuple[tuple[str, str, str, str], ...] = ()


NOTHING_SAID = Counts()


def compare(gold: GoldArticle, article: Article, pairs: Iterable[tuple[GoldEvent, Event]]) -> Counts:
    """The counts of one article."""
    wrong: list[tuple[str, str, str, str]] = []
    found, spoken, given, wanted = _statements(gold, article, wrong)
    right, claims, claimed = _claimants(pairs, wrong)
    return Counts((found, spoken, right), (given, given, claims), (wanted, wanted, claimed), tuple(wrong))


def _statements(
    gold: GoldArticle, article: Article, wrong: list[tuple[str, str, str, str]]
) -> tuple[int, int, int, int]:
    if gold.statements is None:
        return 0, 0, 0, 0
    read = Folded.of(article.document.text)
    asked = [one for one in article.statements if not (gold.quotes_only and one.kind == "indirect")]
    free = {number: read.place(one.content) for number, one in enumerate(asked)}
    found = spoken = optional = 0
    for statement in sorted(gold.statements, key=lambda one: one.optional):
        number = _counterpart(statement, asked, free, read)
        if number is None:
            if not statement.optional:
                wrong.append(("unsaid", statement.content, " / ".join(statement.speakers), ""))
            continue
        del free[number]
        optional += statement.optional
        same = _speaks(asked[number].speaker, statement.speakers)
        found += not statement.optional
        spoken += same and not statement.optional
        if not same and not statement.optional:
            wrong.append(("speaker", statement.content, " / ".join(statement.speakers), asked[number].speaker.name))
    if gold.quotes_only:  # some quotations are listed, not all: what else is given is neither right nor wrong
        return found, spoken, found, sum(not one.optional for one in gold.statements)
    for number in free:
        wrong.append(("said", asked[number].content.text, "", f"{asked[number].speaker.name} [{asked[number].rule}]"))
    return found, spoken, len(asked) - optional, sum(not one.optional for one in gold.statements)


def _counterpart(
    statement: GoldStatement, asked: Sequence[Statement], free: dict[int, Place], read: Folded
) -> int | None:
    words = fold(statement.content)
    start = read.text.find(words)
    if start < 0:
        return None
    wanted = (start, start + len(words))
    fitting = [
        (_speaks(asked[number].speaker, statement.speakers), -number)
        for number, place in free.items()
        if _agree(wanted, place, quoted=statement.quote)
    ]
    return -max(fitting)[1] if fitting else None


def _agree(wanted: Place, given: Place, *, quoted: bool) -> bool:
    common = min(wanted[1], given[1]) - max(wanted[0], given[0])
    whole = wanted[1] - wanted[0] if quoted else max(wanted[1], given[1]) - min(wanted[0], given[0])
    return common >= SHARE * whole


def _speaks(speaker: Speaker | Claim, names: Sequence[str]) -> bool:
    given = [speaker.name, *([speaker.mention.text] if speaker.mention else [])]
    return any(same_name(plain(name), plain(one)) for name in names for one in given)


def _claimants(
    pairs: Iterable[tuple[GoldEvent, Event]], wrong: list[tuple[str, str, str, str]]
) -> tuple[int, int, int]:
    right = given = wanted = 0
    for gold, event in pairs:
        if gold.said_by is None or gold.optional:
            continue
        common = _common(gold.said_by, event.said_by)
        right, given, wanted = right + common, given + len(event.said_by), wanted + len(gold.said_by)
        if common < max(len(event.said_by), len(gold.said_by)):
            names = " <- ".join("/".join(one) for one in gold.said_by)
            wrong.append(("claimant", gold.evidence, names or "-", " <- ".join(c.name for c in event.said_by) or "-"))
    return right, given, wanted


def _common(gold: Sequence[Sequence[str]], given: Sequence[Claim]) -> int:
    """The length of the longest common order."""
    row = [0] * (len(given) + 1)
    for names in gold:
        before = row
        row = [0]
        for at, claim in enumerate(given):
            row.append(before[at] + 1 if _speaks(claim, names) else max(row[at], before[at + 1]))
    return row[-1]

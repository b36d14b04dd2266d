"""How well articles are read: precision, recall and F1 against gold files, with every wrong sentence named.

In: gold (``review.gold``) and a function that reads a page. Out: ``Score``. Four levels, each one-to-one by maximum
matching: *located* (the gold words lie in a sentence given as evidence, and the type is accepted), *roles*, *status*,
*full* (with the date). Acts taken from text that is not the article's are counted apart.

::

    score = score(Path("tests/gold"), read_raw)
    print(score_text(score))
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from runut.errors import UnreadableError
from runut.messages import told
from runut.records import Article, Event, RawPage
from runut.review.agreement import Folded, dates_agree, fold, given_days, parties_agree, statuses_agree
from runut.review.gold import Days, GoldArticle, GoldEvent, load_gold
from runut.review.said import NAMES, NOTHING_SAID, Counts, compare

__all__ = ["Finding", "Level", "Score", "score", "score_articles", "score_object", "score_text"]

LEVELS = ("located", "roles", "status", "full")
SHARE_OUTSIDE = 0.5


@dataclass(frozen=True, slots=True)
class Level:
    """One level of agreement: ``right`` of ``given`` and of ``wanted``."""

    name: str
    right: int
    given: int
    wanted: int

    @property
    def precision(self) -> float:
        """The share of what was given that is right, in per cent."""
        return 100 * self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """The share of what was wanted that is right, in per cent."""
        return 100 * self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong: ``kind`` is missed, extra, roles, status, date, outside or published; of statements, unsaid
    (not found), said (not in the gold), speaker; of events, claimant.
    """

    kind: str
    article: str
    type: str
    sentence: str
    wanted: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """The figures over all articles and what was wrong."""

    articles: int
    levels: tuple[Level, ...]
    missing: tuple[str, ...]
    outside: int
    dates_right: int
    dated: int
    published_right: int
    published_known: int
    findings: tuple[Finding, ...]
    states_right: int = 0
    said: tuple[Level, ...] = ()

    def level(self, name: str) -> Level:
        """The level called ``name``: of the events, else of the statements and claimants."""
        return next(level for level in (*self.levels, *self.said) if level.name == name)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The figures of one article."""

    wanted: int
    given: int = 0
    right: tuple[int, ...] = (0,) * len(LEVELS)
    read: bool = False
    outside: int = 0
    dates_right: int = 0
    dated: int = 0
    published_right: int = 0
    published_known: int = 0
    findings: tuple[Finding, ...] = ()
    states_right: int = 0
    said: Counts = NOTHING_SAID


def score(gold: Path, read: Callable[[RawPage], Article]) -> Score:
    """Read every article of ``gold`` with ``read`` and compare.

    :raises UsageError: the gold cannot be understood.
    """
    return score_articles(load_gold(gold), read)


def score_articles(gold: Sequence[GoldArticle], read: Callable[[RawPage], Article]) -> Score:
    """The same for articles already loaded. A page that cannot be read counts as missing."""
    sheets = [(article.name, _sheet(article, read)) for article in gold]
    wanted = sum(sheet.wanted for _, sheet in sheets)
    given = sum(sheet.given for _, sheet in sheets)
    levels = (Level(name, sum(sheet.right[at] for _, sheet in sheets), given, wanted) for at, name in enumerate(LEVELS))
    return Score(
        articles=len(sheets),
        levels=tuple(levels),
        missing=tuple(name for name, sheet in sheets if not sheet.read),
        outside=sum(sheet.outside for _, sheet in sheets),
        dates_right=sum(sheet.dates_right for _, sheet in sheets),
        dated=sum(sheet.dated for _, sheet in sheets),
        published_right=sum(sheet.published_right for _, sheet in sheets),
        published_known=sum(sheet.published_known for _, sheet in sheets),
        findings=tuple(finding for _, sheet in sheets for finding in sheet.findings),
        states_right=sum(sheet.states_right for _, sheet in sheets),
        said=tuple(_said([sheet.said for _, sheet in sheets])),
    )


def _said(counts: Sequence[Counts]) -> list[Level]:
    """The levels of statements and claimants that the gold asks for."""
    out: list[Level] = []
    for at, name in enumerate(NAMES if counts else ()):
        right, given, wanted = (sum(part[at] for part in parts) for parts in zip(*map(_parts, counts), strict=True))
        if wanted:
            out.append(Level(name, right, given, wanted))
    return out


def _parts(counts: Counts) -> tuple[tuple[int, ...], ...]:
    return counts.right, counts.given, counts.wanted


def _sheet(gold: GoldArticle, read: Callable[[RawPage], Article]) -> _Sheet:
    try:
        article = read(gold.page)
    except UnreadableError as error:
        finding = Finding("missed", gold.name, "", "the whole article", "", f"{error.reason}: {error.detail}")
        return _Sheet(sum(not event.optional for event in gold.events), findings=(finding,))
    return _Comparison(gold, article).sheet()


class _Comparison:
    """One article of the gold beside the same article as read."""

    def __init__(self, gold: GoldArticle, article: Article) -> None:
        self.gold, self.article = gold, article
        # Required events are served first: an optional one never takes the answer of a required one.
        self.wanted = sorted(gold.events, key=lambda event: event.optional)
        self.required = sum(not event.optional for event in gold.events)
        self.folded, self.read = Folded.of(gold.text), Folded.of(article.document.text)
        self.places = [
            [self.folded.nearest(span, self.read) for span in (event.evidence, *event.also)] for event in article.events
        ]
        self.days = [given_days(event.time) for event in article.events]

    def sheet(self) -> _Sheet:
        """The figures."""
        candidates = [self._candidates(event) for event in self.wanted]
        mates = [match(level, len(self.article.events)) for level in zip(*candidates, strict=True)]
        mates = mates or [[-1] * len(self.article.events)] * len(LEVELS)
        located = mates[0]
        pairs = [(self.wanted[at], answer) for answer, at in enumerate(located) if at >= 0]
        outside = self._outside()
        published = given_days(self.article.published)
        known = self.gold.published is not None
        said = compare(self.gold, self.article, [(wanted, self.article.events[answer]) for wanted, answer in pairs])
        return _Sheet(
            wanted=self.required,
            given=len(located) - sum(at >= self.required for at in located) if self.gold.events_listed else 0,
            right=tuple(sum(0 <= at < self.required for at in level) for level in mates),
            read=True,
            outside=len(outside),
            dates_right=sum(dates_agree(event.days, self.days[answer]) for event, answer in pairs),
            dated=len(pairs),
            published_right=int(known and dates_agree([self.gold.published], published)),
            published_known=int(known),
            findings=(*self._wrong(located), *outside, *self._wrong_day(published), *self._wrong_saying(said)),
            states_right=sum(statuses_agree(event, self.article.events[answer]) for event, answer in pairs),
            said=said,
        )

    def _candidates(self, event: GoldEvent) -> tuple[list[int], ...]:
        """For each level the events as read that would do."""
        levels: tuple[list[int], ...] = ([], [], [], [])
        for answer, given in enumerate(self.article.events):
            if given.type not in event.types or not self._covers(answer, event):
                continue
            agreed = self._agreements(event, answer)
            for level, fine in enumerate((True, *agreed)):
                if not fine:
                    break
                levels[level].append(answer)
        # of two acts of a sentence the one whose own words are quoted is meant
        words = fold(event.evidence)
        levels[0].sort(key=lambda answer: fold(self.article.events[answer].trigger.text) not in words)
        return levels

    def _agreements(self, event: GoldEvent, answer: int) -> tuple[bool, bool, bool]:
        given = self.article.events[answer]
        dated = dates_agree(event.days, self.days[answer])
        return parties_agree(event, given), statuses_agree(event, given), dated

    def _covers(self, answer: int, event: GoldEvent) -> bool:
        words = fold(event.evidence)
        start = self.folded.text.find(words)
        # One character of grace: evidence may include the full stop that a sentence span leaves out.
        ends = start + len(words) - 1
        return start >= 0 and any(0 <= a <= start and ends <= b for a, b in self.places[answer])

    def _outside(self) -> list[Finding]:
        litter: list[tuple[int, int]] = []
        for words in map(fold, self.gold.litter):
            at = self.folded.text.find(words)
            while at >= 0:
                litter.append((at, at + len(words)))
                at = self.folded.text.find(words, at + 1)
        return [
            Finding("outside", self.gold.name, event.type, event.evidence.text)
            for event, (place, *_) in zip(self.article.events, self.places, strict=True)
            if place[0] >= 0 and any(_mostly_in(place, one) for one in litter)
        ]

    def _wrong(self, located: Sequence[int]) -> list[Finding]:
        name, found = self.gold.name, {at: answer for answer, at in enumerate(located) if at >= 0}
        out = []
        for at, event in enumerate(self.wanted):
            types = "/".join(event.types)
            if at in found:
                out += self._differences(event, found[at])
            elif not event.optional:
                out.append(Finding("missed", name, types, event.evidence, event.what))
        for answer, at in enumerate(located if self.gold.events_listed else ()):
            if at < 0:
                given = self.article.events[answer]
                why = f"{given.act}: {given.trigger.text} [{given.rule}]"
                out.append(Finding("extra", name, given.type, given.evidence.text, "", why))
        return out

    def _differences(self, event: GoldEvent, answer: int) -> list[Finding]:
        if event.optional:
            return []
        given = self.article.events[answer]
        parties, status, dated = self._agreements(event, answer)
        days = self.days[answer]
        out = []
        for fine, kind, wanted, got in (
            (parties, "roles", _sides(event.actors, event.targets), _given_sides(given)),
            (status, "status", "/".join(event.statuses), str(given.status)),
            (dated, "date", " or ".join(map(_days_text, event.days)), _days_text(days)),
        ):
            if not fine:
                out.append(Finding(kind, self.gold.name, given.type, event.evidence, wanted, got))
        return out

    def _wrong_saying(self, said: Counts) -> list[Finding]:
        return [Finding(kind, self.gold.name, "", words, wanted, given) for kind, words, wanted, given in said.wrong]

    def _wrong_day(self, published: Days | None) -> list[Finding]:
        wanted = self.gold.published
        if wanted is None or dates_agree([wanted], published):
            return []
        return [Finding("published", self.gold.name, "", "", _days_text(wanted), _days_text(published))]


def _mostly_in(place: tuple[int, int], litter: tuple[int, int]) -> bool:
    return min(place[1], litter[1]) - max(place[0], litter[0]) > SHARE_OUTSIDE * (place[1] - place[0])


def _sides(actors: Sequence[str], targets: Sequence[str]) -> str:
    return f"{', '.join(actors) or '-'} -> {', '.join(targets) or '-'}"


def _given_sides(event: Event) -> str:
    actors, targets = ([f"{one.name} ({one.country})" for one in side] for side in (event.actors, event.targets))
    return _sides(actors, targets)


def _days_text(days: Days | None) -> str:
    return "/".join(dict.fromkeys(day.isoformat() for day in days)) if days else "unknown"


def match(candidates: Sequence[Sequence[int]], answers: int) -> list[int]:
    """Maximum one-to-one matching; for each answer the number of the question it serves, or -1."""
    served = [-1] * answers

    def serve(question: int, tried: set[int]) -> bool:
        for answer in candidates[question]:
            if answer not in tried:
                tried.add(answer)
                if served[answer] < 0 or serve(served[answer], tried):
                    served[answer] = question
                    return True
        return False

    for question in range(len(candidates)):
        serve(question, set())
    return served


def score_object(result: Score) -> dict[str, object]:
    """The figures for a program, with the keys of the shared measure, then the findings."""
    located = result.level("located")
    head: dict[str, object] = {
        "articles": result.articles,
        "gold": located.wanted,
        "pred": located.given,
        "missing": list(result.missing),
        "outside_article": result.outside,
    }
    for level in result.levels:
        head[level.name] = _figures(level)
    if result.said:
        head["said"] = {one.name: _figures(one) for one in result.said}
    head["date_accuracy_of_located"] = round(100 * result.dates_right / result.dated, 1) if result.dated else None
    head["published_right"] = f"{result.published_right}/{result.published_known}"
    head["findings"] = [
        {
            "kind": finding.kind,
            "article": finding.article,
            "type": finding.type,
            "sentence": finding.sentence,
            "wanted": finding.wanted,
            "given": finding.given,
        }
        for finding in result.findings
    ]
    return head


def _figures(level: Level) -> dict[str, float]:
    return {"P": round(level.precision, 1), "R": round(level.recall, 1), "F1": round(level.f1, 1)}


def score_text(result: Score) -> str:
    """The figures as a small table for a person, then what was wrong, article by article."""
    located = result.level("located")
    lines = [
        told(f"{result.articles} articles, {located.wanted} events wanted, {located.given} given"),
        "",
        f"{told('level'):<10}{'P':>7}{'R':>7}{'F1':>7}{told('right'):>8}",
    ]
    for level in (*result.levels, *result.said):
        lines.append(f"{told(level.name):<10}{level.precision:>7.1f}{level.recall:>7.1f}{level.f1:>7.1f}{level.right:>8}")
    lines += [
        "",
        told(f"from text that is not the article's  {result.outside}"),
        told(f"states right of those located        {result.states_right}/{result.dated}"),
        told(f"dates right of those located         {result.dates_right}/{result.dated}"),
        told(f"day of publication right             {result.published_right}/{result.published_known}"),
    ]
    if result.missing:
        lines.append(told(f"not read: {', '.join(result.missing)}"))
    article = None
    for finding in result.findings:
        if finding.article != article:
            article = finding.article
            lines += ["", article]
        lines.append(_finding_line(finding))
    return "\n".join(lines) + "\n"


def _finding_line(finding: Finding) -> str:
    sentence = fold(finding.sentence).strip()
    line = f"  {told(finding.kind):<9} {finding.type:<10} {sentence}"
    if finding.wanted and finding.given:
        wanted, given = told("wanted"), told("given")
        width = max(len(wanted), len(given))
        return f"{line}\n            {wanted:<{width}} {finding.wanted}\n            {given:<{width}} {finding.given}"
    note = finding.wanted or finding.given
    return f"{line}\n            {note}" if note else line

"""How well reports are merged: clusters, near misses, copies and conflicts against gold across articles.

In: gold groups (``review.groups``) and a function that reads a page. Out: ``AcrossScore``. All groups are merged
together, so a merge over the border of two groups is a false one. A gold telling is *located* when an event of an
accepted type has its words in its evidence; how reports are grouped is measured on the located ones (B3, CEAF-e, LEA,
pairs), so that reading and merging are not mixed up, and once with the missed ones as left out of every group.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from runut.fuse import Fusion, fuse
from runut.publish.reasons import join_line
from runut.records import Article, Cluster, CrossConflict, Event, RawPage, Span
from runut.review.groups import GoldConflict, GoldGroup, GoldTelling, load_groups
from runut.review.measures import Measure, b_cubed, ceaf_e, joined, lea, pairwise
from runut.review.scoring import Level, match

__all__ = ["AcrossFinding", "AcrossScore", "across_object", "across_text", "find", "score_across", "score_groups"]

# A wrong weekday, day or ordinal is one article's own affair: it is found when the article is read.
WITHIN = {"weekday": ("weekday", "date", "day"), "ordinal": ("ordinal",)}

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AcrossFinding:
    """Something wrong: ``kind`` is false-merge, missed-merge, near-miss, copy, no-copy, conflict, no-conflict, part,
    no-part.
    """

    kind: str
    where: str
    one: str
    other: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class AcrossScore:
    """The figures and what was wrong. ``judged``: conflicts found with the wanted judgement."""

    articles: int
    located: Level
    measures: Mapping[str, Measure]
    false_merges: tuple[int, int]
    near_misses: tuple[int, int]
    copies: Level
    conflicts: tuple[Level, ...]
    judged: int
    parts: Level
    findings: tuple[AcrossFinding, ...]

    def conflict(self, kind: str) -> Level:
        """The figures for conflicts of ``kind``, or of all kinds."""
        return next(level for level in self.conflicts if level.name == kind)


def score_across(gold: Path, read: Callable[[RawPage], Article]) -> AcrossScore:
    """Read and merge the articles of ``gold`` and compare.

    :raises UsageError: the gold cannot be understood.
    """
    return score_groups(load_groups(gold), read)


def score_groups(groups: Sequence[GoldGroup], read: Callable[[RawPage], Article]) -> AcrossScore:
    """The same for groups already loaded."""
    return _Comparison(groups, [read(page) for group in groups for page in group.pages]).score()


class _Comparison:
    """The gold beside the chronicle of its articles."""

    def __init__(self, groups: Sequence[GoldGroup], articles: Sequence[Article]) -> None:
        self.groups = groups
        self.articles = {str(article.document.key): article for article in articles}
        self.fusion: Fusion = fuse(articles)
        self.cluster_of = {report.event.id: made for made in self.fusion.clusters for report in made.reports}
        self.event_of: dict[GoldTelling, Event] = {}
        self.wanted_of: dict[GoldTelling, str] = {}
        for group in groups:
            for telling in group.tellings:
                self.wanted_of[telling] = f"{group.name}/{telling.cluster}"
        for key in self.articles:
            self._locate(key)

    def _locate(self, key: str) -> None:
        article = self.articles[key]
        tellings = sorted((t for t in self.wanted_of if t.article == key), key=lambda t: t.optional)
        candidates = [self._candidates(article, telling) for telling in tellings]
        for answer, question in enumerate(match(candidates, len(article.events))):
            if question >= 0:
                self.event_of[tellings[question]] = article.events[answer]

    def _candidates(self, article: Article, telling: GoldTelling) -> list[int]:
        """Events that tell it: those whose own word stands in the gold words first."""
        place = find(article, telling.evidence)
        if place is None:
            return []
        near, far = [], []
        for number, event in enumerate(article.events):
            if telling.types and event.type not in telling.types:
                continue
            if _meet(event.trigger, place):
                near.append(number)
            elif any(_meet(span, place) for span in (event.evidence, *event.also)):
                far.append(number)
        return near + far

    def score(self) -> AcrossScore:
        """The figures."""
        given = {telling: self.cluster_of[event.id].id for telling, event in self.event_of.items()}
        wanted = {telling: self.wanted_of[telling] for telling in given}
        required = [t for t in self.wanted_of if not t.optional]
        right = sum(t in given for t in required)
        measures = {
            "B3": b_cubed(given, wanted),
            "CEAF-e": ceaf_e(given, wanted),
            "LEA": lea(given, wanted),
            "pairs": pairwise(given, wanted),
        }
        whole = b_cubed({**{t: f"missed {n}" for n, t in enumerate(required)}, **given}, self._all(required))
        share = right / len(required) if required else 1.0
        measures["B3 with the missed"] = Measure(measures["B3"].precision, whole.recall * share)
        ours, theirs = joined(given), joined(wanted)
        near, near_findings = self._near_misses(given)
        copies, copy_findings = self._copies()
        conflicts, judged, conflict_findings = self._conflicts()
        parts, part_findings = self._parts()
        return AcrossScore(
            articles=len(self.articles),
            located=Level("located", right, right, len(required)),
            measures=measures,
            false_merges=(len(ours - theirs), len(ours)),
            near_misses=near,
            copies=copies,
            conflicts=conflicts,
            judged=judged,
            parts=parts,
            findings=(
                *self._merges("false-merge", ours - theirs),
                *self._merges("missed-merge", theirs - ours),
                *near_findings,
                *copy_findings,
                *conflict_findings,
                *part_findings,
            ),
        )

    def _all(self, required: Sequence[GoldTelling]) -> dict[GoldTelling, str]:
        return {telling: self.wanted_of[telling] for telling in (*required, *self.event_of)}

    def _merges(self, kind: str, pairs: set[frozenset[GoldTelling]]) -> Iterator[AcrossFinding]:
        ordered = (sorted(pair, key=_place_of) for pair in pairs)
        for one, other in sorted(ordered, key=lambda pair: tuple(map(_place_of, pair))):
            why = "; ".join(
                reason
                for made in {id(c): c for c in (self._made(one), self._made(other))}.values()
                for reason in made.why
                if self.event_of[one].id in reason or self.event_of[other].id in reason
            )
            where = self.wanted_of[one] if kind == "missed-merge" else f"{self.wanted_of[one]} {self.wanted_of[other]}"
            yield AcrossFinding(
                kind, where, f"{one.article}: {one.evidence}", f"{other.article}: {other.evidence}", why
            )

    def _made(self, telling: GoldTelling) -> Cluster:
        return self.cluster_of[self.event_of[telling].id]

    def _near_misses(self, given: Mapping[GoldTelling, str]) -> tuple[tuple[int, int], list[AcrossFinding]]:
        named = {(t.article, t.evidence): name for t, name in given.items()}
        apart, both, findings = 0, 0, []
        for group in self.groups:
            for one, other in group.near_misses:
                if one not in named or other not in named:
                    continue
                both += 1
                apart += named[one] != named[other]
                if named[one] == named[other]:
                    findings.append(AcrossFinding("near-miss", group.name, ": ".join(one), ": ".join(other)))
        return (apart, both), findings

    def _copies(self) -> tuple[Level, list[AcrossFinding]]:
        key_of = {article.document.id: key for key, article in self.articles.items()}
        first: dict[str, str] = {key: key for key in self.articles}
        for copy in self.fusion.copies:
            first[key_of[copy.id]] = key_of[copy.of]
        given = joined({key: first[of] for key, of in first.items()})
        wanted = {
            frozenset(pair) for group in self.groups for ids in group.copies for pair in combinations(sorted(ids), 2)
        }
        findings = [AcrossFinding("copy", "", *sorted(map(str, pair))) for pair in given - wanted]
        findings += [AcrossFinding("no-copy", "", *sorted(map(str, pair))) for pair in wanted - given]
        findings.sort(key=lambda f: (f.kind, f.one, f.other))
        return Level("copies", len(given & wanted), len(given), len(wanted)), findings

    def _conflicts(self) -> tuple[tuple[Level, ...], int, list[AcrossFinding]]:
        found = [conflict for made in self.fusion.clusters for conflict in made.conflicts]
        wanted = [(group.name, conflict) for group in self.groups for conflict in group.conflicts]
        answers = {n: [c for c in found if self._same(c, gold)] for n, (_, gold) in enumerate(wanted)}
        known = {id(conflict) for hits in answers.values() for conflict in hits}
        met = {n for n, (_, gold) in enumerate(wanted) if answers[n] or self._within(gold)}
        judged = sum(any(c.judgement == wanted[n][1].judgement for c in answers[n]) or not answers[n] for n in met)
        kinds = sorted({c.kind for c in found} | {gold.kind for _, gold in wanted})
        levels = []
        for kind in ("all", *kinds):
            ours = [c for c in found if kind in ("all", c.kind)]
            due = [n for n, (_, gold) in enumerate(wanted) if kind in ("all", gold.kind) and not gold.optional]
            # a conflict within one article stands among the found and the wanted alike
            inner = sum(n in met and not answers[n] for n in due)
            right = sum(id(c) in known for c in ours) + inner
            levels.append(ConflictLevel(kind, right, len(ours) + inner, len(due), sum(n in met for n in due)))
        findings = [
            AcrossFinding("conflict", c.kind, c.detail, c.judgement, _values(c)) for c in found if id(c) not in known
        ]
        findings += [
            AcrossFinding("no-conflict", f"{name} {gold.kind}", gold.judgement, str(dict(gold.values)))
            for n, (name, gold) in enumerate(wanted)
            if n not in met and not gold.optional
        ]
        return tuple(levels), judged, findings

    def _parts(self) -> tuple[Level, list[AcrossFinding]]:
        """Which event is part of which: pairs of gold events; those of which one was not read say nothing."""
        names: dict[str, set[str]] = {}
        for telling, event in self.event_of.items():
            names.setdefault(self.cluster_of[event.id].id, set()).add(self.wanted_of[telling])
        clusters = {made.id: made for made in self.fusion.clusters}
        links = [(part, clusters[part].part_of) for part in names]
        given = {(part, whole) for part, whole in links if whole is not None and whole in names}
        told = {name for both in names.values() for name in both}
        wanted = {
            (f"{group.name}/{part}", f"{group.name}/{whole}") for group in self.groups for part, whole in group.part_of
        }
        wanted = {pair for pair in wanted if told.issuperset(pair)}
        met = {link: {(p, w) for p in names[link[0]] for w in names[link[1]]} & wanted for link in given}
        found = {pair for pairs in met.values() for pair in pairs}
        wrong = [link for link in given if not met[link]]
        findings = [
            AcrossFinding("part", "", " ".join(sorted(names[part])), " ".join(sorted(names[whole])))
            for part, whole in wrong
        ]
        findings += [AcrossFinding("no-part", "", *pair) for pair in wanted - found]
        findings.sort(key=lambda one: (one.kind, one.one, one.other))
        return Level("part of", len(found), len(found) + len(wrong), len(wanted)), findings

    def _same(self, found: CrossConflict, gold: GoldConflict) -> bool:
        """Of one kind, and values of two articles at the gold's words."""
        if found.kind not in (gold.kind, *WITHIN.get(gold.kind, ())):
            return False
        hits = set()
        for article, words in gold.values:
            place = find(self.articles[article], words)
            for _, key, _, span in found.values:
                if key == article and place is not None and span is not None and _meet(span, place):
                    hits.add(article)
        return len(hits) >= 2

    def _within(self, gold: GoldConflict) -> bool:
        kinds = WITHIN.get(gold.kind, ())
        for article, words in gold.values:
            place = find(self.articles[article], words)
            for conflict in self.articles[article].conflicts:
                if conflict.kind in kinds and place and any(_meet(span, place) for span in conflict.spans):
                    return True
        return False


@dataclass(frozen=True, slots=True)
class ConflictLevel(Level):
    """Of ``given`` conflicts ``right`` are wanted ones; of ``wanted`` ones ``met`` were found: several may be one."""

    met: int = 0

    @property
    def recall(self) -> float:
        """The share of what was wanted that was found, in per cent."""
        return 100 * self.met / self.wanted if self.wanted else 0.0


def _place_of(telling: GoldTelling) -> Place:
    return telling.article, telling.evidence


def _values(conflict: CrossConflict) -> str:
    return " | ".join(f"{key}: {value}" for _, key, value, _ in conflict.values)


def find(article: Article, words: str) -> tuple[int, int] | None:
    """Where the gold words stand: in the body, else in the title."""
    text = article.document.text
    body = next((b.start for b in article.document.blocks if b.label == "body"), 0)
    at = text.find(words, body)
    at = at if at >= 0 else text.find(words)
    return (at, at + len(words)) if at >= 0 else None


def _meet(span: Span, place: tuple[int, int]) -> bool:
    return span.start < place[1] and place[0] < span.end


def across_object(result: AcrossScore) -> dict[str, object]:
    """The figures for a program, then the findings."""
    return {
        "articles": result.articles,
        "located": {"right": result.located.right, "wanted": result.located.wanted},
        **{
            name: {"P": round(m.precision, 4), "R": round(m.recall, 4), "F1": round(m.f1, 4)}
            for name, m in result.measures.items()
        },
        "false_merges": {"pairs": result.false_merges[0], "of": result.false_merges[1]},
        "near_misses": {"apart": result.near_misses[0], "of": result.near_misses[1]},
        "copies": _figures(result.copies),
        "conflicts": {level.name: _figures(level) for level in result.conflicts},
        "judgements_right": result.judged,
        "part_of": _figures(result.parts),
        "findings": [
            {"kind": f.kind, "where": f.where, "one": f.one, "other": f.other, "why": f.why} for f in result.findings
        ],
    }


def _figures(level: Level) -> dict[str, float]:
    return {"P": round(level.precision, 1), "R": round(level.recall, 1), "given": level.given, "wanted": level.wanted}


def across_text(result: AcrossScore) -> str:
    """The figures for a reader, then everything wrong."""
    wrong, all_pairs = result.false_merges
    apart, near = result.near_misses
    lines = [f"{result.articles} articles; {result.located.right} of {result.located.wanted} reports located"]
    lines += [
        f"{name:<20} P {100 * m.precision:5.1f}  R {100 * m.recall:5.1f}  F1 {100 * m.f1:5.1f}"
        for name, m in result.measures.items()
    ]
    lines.append(f"false merges         {wrong} of {all_pairs} joined pairs ({100 * wrong / max(1, all_pairs):.1f} %)")
    lines.append(f"near misses apart    {apart} of {near}")
    for level in (result.copies, result.parts, *result.conflicts):
        name = level.name if level in (result.copies, result.parts) else f"conflicts {level.name}"
        lines.append(
            f"{name:<20} P {level.precision:5.1f}  R {level.recall:5.1f}  ({level.given} given, {level.wanted} wanted)"
        )
    lines.append(f"judgements right     {result.judged}")
    for finding in result.findings:
        lines.append(f"{finding.kind}: {finding.where}\n    {finding.one}\n    {finding.other}")
        if finding.why:
            lines += [f"    {join_line(reason, {}, 'en')}" for reason in finding.why.split("; ")]
    return "\n".join(lines)

"""Who said what, measured on sentences with BIO labels of quotations (STATEMENT, CUE, PERSON ...), such as PFSA-ID.

    python bench/score_quotes.py FOLDER [--split dev] [-v]

FOLDER holds SPLIT.tsv: a token and its label a line, an empty line after each sentence. The tokens are put together
into running text again (datelines begin an article), the pipeline reads it, and its quotations are compared:

  cue        the word of saying behind a quotation (CUE, CUECOREF): P, R, F1
  speaker    of the quotations whose cue was found: the labelled person (or role) is touched by the speaker given
  named      -nya cues, where the labels name nobody: the person that the labels named last is the speaker given
  statement  F1 of the quoted words (STATEMENT)

The labels leave out whole quotations (private persons, speaker before the quotation). *strict* counts what is given
there as wrong; *where labelled* leaves out quotations in which no word has a label. Indirect speech is not labelled and
not counted.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from runut.pipeline import read_raw
from runut.records import Article, Given, RawPage, Statement

QUOTES = "\"“”"
CUES = ("CUE", "CUECOREF")
PERSONS = ("PERSON", "PERSONCOREF")
GLUED_BEFORE, GLUED_AFTER = frozenset(",.?!;:)"), frozenset("(")
Token = tuple[str, str]
Span = tuple[int, int]


@dataclass
class Text:
    """An article put together again, with the spans of its labels."""

    text: str = ""
    spans: list[tuple[str, int, int, int]] = field(default_factory=list)  # label, start, end, sentence

    def of(self, *labels: str) -> list[tuple[str, int, int, int]]:
        return [span for span in self.spans if span[0] in labels]


def sentences(path: Path) -> Iterator[list[Token]]:
    rows: list[Token] = []
    for line in path.read_text(encoding="utf8").splitlines():
        word, _, label = line.partition("\t")
        if word.strip():
            rows.append((word.strip(), label.strip() or "O"))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def articles(path: Path) -> Iterator[list[list[Token]]]:
    group: list[list[Token]] = []
    for sentence in sentences(path):
        if group and any(word == "—" for word, _ in sentence[:10]):
            yield group
            group = []
        group.append(sentence)
    if group:
        yield group


def opening(flat: list[str], ends: set[int], at: int, *, open_now: bool) -> bool:
    """Whether the mark at ``at`` opens: both sides are written alike, so its neighbours and the next mark tell."""
    if flat[at] == "“":
        return True
    after = flat[at + 1] if at + 1 < len(flat) else ""
    if at not in ends and at and flat[at - 1] in (",", "?", "!", ".") and after[:1].islower():
        return False
    if at in ends:
        following = next((j for j in range(at + 1, len(flat)) if flat[j] in QUOTES), None)
        if following is None:
            return not open_now
        later = flat[following + 1] if following + 1 < len(flat) else ""
        closes = flat[following - 1] in (",", "?", "!", ".") and later[:1].islower()
        return closes or not open_now
    return not open_now


def together(group: list[list[Token]]) -> Text:
    flat = [word for sentence in group for word, _ in sentence]
    ends, position = set(), 0
    for sentence in group:
        position += len(sentence)
        ends.add(position - 1)
    out, glue, at, is_open = Text(), True, 0, False
    previous = "O"
    for number, sentence in enumerate(group):
        for word, label in sentence:
            opens = word in QUOTES and opening(flat, ends, at, open_now=is_open)
            closes = word in QUOTES and not opens
            if word in QUOTES:
                is_open = opens
            if opens and at in ends:
                out.text, glue = out.text.rstrip() + "\n", True
            if not glue and word[0] not in GLUED_BEFORE and not closes:
                out.text += " "
            start = len(out.text)
            out.text += "“" if opens else "”" if closes else word
            glue = opens or word in GLUED_AFTER
            if label != "O":
                name = label[2:]
                if label[0] == "I" and previous == name and out.spans:
                    out.spans[-1] = (name, out.spans[-1][1], len(out.text), out.spans[-1][3])
                else:
                    out.spans.append((name, start, len(out.text), number))
            previous = label[2:]
            at += 1
    return out


@dataclass
class Tally:
    right: int = 0
    given: int = 0
    wanted: int = 0

    def line(self, name: str) -> str:
        p = self.right / self.given if self.given else 0.0
        r = self.right / self.wanted if self.wanted else 0.0
        f = 2 * p * r / (p + r) if p + r else 0.0
        counts = f"right {self.right} given {self.given} wanted {self.wanted}"
        return f"{name:<28} P {p:.3f}  R {r:.3f}  F1 {f:.3f}   {counts}"


def common(a: Span, b: Span) -> int:
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def words(text: str, spans: list[Span]) -> set[int]:
    """Offsets at which a word begins inside one of ``spans``."""
    return {
        at
        for a, b in spans
        for at in range(a, b)
        if text[at].isalnum() and (at == 0 or not text[at - 1].isalnum())
    }


class Measure:
    def __init__(self, *, verbose: bool) -> None:
        self.verbose = verbose
        names = ("cue strict", "cue where labelled", "speaker", "named (-nya)", "statement strict")
        self.tallies = {name: Tally() for name in (*names, "statement where labelled")}

    def add(self, gold: Text, article: Article) -> None:
        text = article.document.text
        assert text == gold.text, "the text must come back unchanged"
        quotations = [s for s in article.statements if s.kind != "indirect" and self.quoted(text, s)]
        labelled = [(a, b) for _, a, b, _ in gold.of("STATEMENT", *CUES)]
        known = [s for s in quotations if any(common(self.reach(s), span) for span in labelled)]
        self.cues("cue strict", gold, quotations)
        found = self.cues("cue where labelled", gold, known)
        self.speakers(gold, found)
        wanted = words(text, [(a, b) for _, a, b, _ in gold.of("STATEMENT")])
        for name, given in (("statement strict", quotations), ("statement where labelled", known)):
            got = words(text, [(s.content.start, s.content.end) for s in given])
            tally = self.tallies[name]
            tally.right += len(got & wanted)
            tally.given += len(got)
            tally.wanted += len(wanted)
            if self.verbose and name == "statement where labelled":
                self.tell(gold, given, wanted)

    def tell(self, gold: Text, given: list[Statement], wanted: set[int]) -> None:
        for _, a, b, _ in gold.of("STATEMENT"):
            if not any(common((a, b), (s.content.start, s.content.end)) for s in given):
                print("MISSED   ", gold.text[a : b + 60].replace("\n", "|"))
        for s in given:
            extra = words(gold.text, [(s.content.start, s.content.end)]) - wanted
            if extra:
                print("TOO MUCH ", s.content.text.replace("\n", "|"), s.rule)

    @staticmethod
    def quoted(text: str, statement: Statement) -> bool:
        """A quotation proper: it begins with a mark."""
        return text[max(0, statement.content.start - 1)] in QUOTES

    @staticmethod
    def reach(statement: Statement) -> Span:
        end = statement.cue.end if statement.cue else statement.content.end
        return min(statement.content.start, end), max(statement.content.end, end)

    def cues(self, name: str, gold: Text, given: list[Statement]) -> list[tuple[Statement, int]]:
        tally, wanted = self.tallies[name], gold.of(*CUES)
        with_cue = [s for s in given if s.cue is not None]
        tally.given += len(with_cue)
        tally.wanted += len(wanted)
        found = []
        for number, (_, a, b, _) in enumerate(wanted):
            hit = next((s for s in with_cue if s.cue and common((a, b), (s.cue.start, s.cue.end))), None)
            if hit is not None:
                tally.right += 1
                found.append((hit, number))
            elif self.verbose and name == "cue where labelled":
                print("NO CUE   ", gold.text[max(0, a - 60) : b + 40].replace("\n", "|"))
        if self.verbose and name == "cue strict":
            for s in with_cue:
                if s.cue and not any(common((a, b), (s.cue.start, s.cue.end)) for _, a, b, _ in wanted):
                    around = gold.text[max(0, s.cue.start - 80) : s.cue.end + 60].replace("\n", "|")
                    print("UNLABELLED CUE", s.cue.text, "::", around)
        return found

    def speakers(self, gold: Text, found: list[tuple[Statement, int]]) -> None:
        cues = gold.of(*CUES)
        for statement, number in found:
            label, _, end, sentence = cues[number]
            speaker = statement.speaker
            if label == "CUE":
                people = [s for s in gold.of(*PERSONS, "ROLE") if s[1] >= end and s[3] == sentence]
                people = [s for s in people if s[0] in PERSONS] or people
                if not people:
                    continue
                tally = self.tallies["speaker"]
                said = speaker.mention
                right = said is not None and any(common((a, b), (said.start, said.end)) for _, a, b, _ in people)
                at = people[0]
            else:
                before = [s for s in gold.of(*PERSONS) if s[2] <= end]
                if not before:
                    continue
                tally, at = self.tallies["named (-nya)"], before[-1]
                name = gold.text[at[1] : at[2]].lower()
                right = bool(set(name.split()) & set(speaker.name.lower().split()))
            tally.right += right
            tally.given += 1
            tally.wanted += 1
            if self.verbose and not right:
                print("SPEAKER  ", label, gold.text[at[1] : at[2]], "| given:", speaker.name, "|", statement.rule)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("-v", "--verbose", action="store_true")
    given = parser.parse_args()
    measure = Measure(verbose=given.verbose)
    for number, group in enumerate(articles(given.folder / f"{given.split}.tsv")):
        gold = together(group)
        page = RawPage(f"{given.split}-{number}", gold.text.encode(), "text", Given(key=str(number)), "utf-8")
        measure.add(gold, read_raw(page))
    for name, tally in measure.tallies.items():
        print(tally.line(name))


if __name__ == "__main__":
    main()

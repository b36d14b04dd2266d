"""What the reader is trained and measured on, in one form.

In: the folder ``shared/data`` and the labels of ``training/labels``. Out: ``Example`` records with spans over their
text. The texts of others are read where they lie; none is kept here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree
from zlib import crc32

from runut.extract.actors.items import is_headline
from runut.extract.reader.encoding import plain_sentence
from runut.extract.reader.labels import NAMES, STATUSES, TYPES, WORDS

HERE = Path(__file__).parent
SHARED = HERE.parent.parent / "shared"
# Labels of articles and sentences that nothing learns from: only figures are read off them.
UNTRAINED = frozenset({"fresh", "left", "domestic"})
# Labels of sentences out of corpora that are read without labels as well.
CORPUS = frozenset({"at_large", "corpora"})
NEWS = "news_*.txt"
# Labels over the train split of shared/data/events, and over articles that adapting never saw.
SHARED_TRAIN, MORE = "shared", "more"
ROLE_KEYS = ("actor", "target", "place", "time", "said_by", "object")
# nlp_id's tags (MIT) where one universal class answers; the others teach nothing.
UNIVERSAL = {
    "NN": "NOUN", "NNP": "PROPN", "VB": "VERB", "JJ": "ADJ", "NUM": "NUM", "CC": "CCONJ", "NEG": "PART", "UH": "INTJ",
    "ADV": "ADV", "IN": "ADP",
}  # fmt: skip

Spans = tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """One event: trigger span, index of type and status, parties as (start, end, index of role)."""

    start: int
    end: int
    type: int
    status: int
    parties: Spans


@dataclass(frozen=True, slots=True)
class Example:
    """A text with what is known of it; None: this head learns nothing from it. ``names``, ``words``: a tag a word."""

    text: str
    acts: tuple[Act, ...] | None = None
    names: Spans | None = None
    words: Spans | None = None
    prose: bool | None = None
    key: str = ""


def _act(event: dict[str, object], base: int = 0) -> Act | None:
    trigger = event["trigger"]
    assert isinstance(trigger, dict)
    if event["type"] not in TYPES:
        return None
    status = str(event["status"])
    spans = []
    for index, role in enumerate(ROLE_KEYS):
        found = event[role]
        assert isinstance(found, list)
        spans += [(s["start"] - base, s["end"] - base, index) for s in found if s]
    which = STATUSES.index(status) if status in STATUSES else 0
    return Act(trigger["start"] - base, trigger["end"] - base, TYPES.index(str(event["type"])), which, tuple(spans))


def shared_events(split: str) -> list[Example]:
    """The annotated sentences of ``shared/data/events``."""
    out = []
    for line in (SHARED / "data/events/sentences.jsonl").open(encoding="utf8"):
        row = json.loads(line)
        if row["split"] == split:
            acts = tuple(act for event in row["events"] if (act := _act(event)))
            out.append(Example(row["text"], acts, prose=row["prose"], key=row["article"]))
    return out


def held_out(key: str) -> bool:
    """Whether an article of the pool is held out: one in five, as in ``shared/data/events``."""
    return key.startswith("p") and key[1:].isdigit() and int(key[1:]) % 5 == 0


def _pool_texts() -> dict[str, str]:
    with (SHARED / "data/news_pool/intl_pool.jsonl").open(encoding="utf8") as lines:
        return {row["id"]: row["text"] for row in map(json.loads, lines)}


def _coreference_texts() -> dict[str, str]:
    """Sentences of ``coref_ta_nlp_2019`` (MIT), words joined by blanks, by "coref:" and their number."""
    out = {}
    for sentence in ElementTree.parse(SHARED / "data/coref_ta_nlp_2019/full.xml").getroot().iter("sentence"):
        words = [
            word.rpartition("\\")[0] or word
            for phrase in sentence.iter("phrase")
            for word in (phrase.text or "").split()
        ]
        out[f"coref:{sentence.get('id')}"] = " ".join(words)
    return out


def _nlp_id_texts() -> dict[str, str]:
    """Sentences of ``nlp_id`` (MIT), words joined by blanks, by "nlp_id:" and their number."""
    rows = _rows(SHARED / "data/pos/nlp_id/dataset_postag.tsv")
    return {f"nlp_id:{number}": " ".join(row[0] for row in one) for number, one in enumerate(rows)}


def corpus_texts() -> dict[str, str]:
    """Sentences of single corpora whose labels lie apart from them, words joined by blanks, by corpus and number."""
    parts = {f"idner2k-{split}": names("idner2k", split) for split in ("train", "dev")}
    parts |= {part: universal(part) for part in ("csui-train", "gsd-dev", "pud-test")}
    return {f"{part}:{number}": one.text for part, examples in parts.items() for number, one in enumerate(examples)}


def labelled(*names: str) -> list[Example]:
    """Our labels over the texts of others, of these files of ``labels`` (offsets, no text)."""
    texts = {**_pool_texts(), **_coreference_texts(), **_nlp_id_texts(), **corpus_texts()}
    out = []
    for name in names:
        for line in (HERE / f"labels/{name}.jsonl").open(encoding="utf8"):
            row = json.loads(line)
            text = texts[row["article"]]
            text = text[row["start"] : row["end"]] if "start" in row else text
            acts = tuple(act for event in row["events"] if (act := _act(event)))
            out.append(Example(text, acts, prose=row["prose"], key=row["article"]))
    return out


def own_events(but: frozenset[str] = frozenset()) -> list[Example]:
    """Our labels over the texts of others without those that nothing learns from and those of the files ``but``."""
    names = sorted(path.stem for path in (HERE / "labels").glob("*.jsonl"))
    return labelled(*(name for name in names if name not in UNTRAINED | but))


def _located(text: str, wanted: str, near: int | None) -> tuple[int, int]:
    """Where a string of a label stands: whole words first, the place nearest to ``near``; ``#2`` names the second.

    :raises ValueError: it stands nowhere in the text.
    """
    name, _, number = wanted.partition("#")
    if not (name and number.isdigit()):
        name, number = wanted, ""
    found = [m.span() for m in re.finditer(r"\s+".join(map(re.escape, name.split())), text)]
    whole = [(a, b) for a, b in found if not (text[a - 1 : a].isalnum() or text[b : b + 1].isalnum())]
    found = whole or found
    if not found:
        raise ValueError(f"{wanted!r} is not in {text!r}")
    if number:
        return found[int(number) - 1]
    return found[0] if near is None else min(found, key=lambda span: abs(span[0] - near))


def written_act(text: str, line: str) -> Act:
    """An act from its line: ``trigger | TYPE | status | A=...; ... | T=...``.

    :raises ValueError: it names something that is not in the text, or no type, status or role.
    """
    trigger, kind, status, *fields = (part.strip() for part in line.split("|"))
    start, end = _located(text, trigger, None)
    spans = []
    for one in filter(None, fields):
        letter, _, values = one.partition("=")
        for value in filter(None, (v.strip() for v in values.split(";"))):
            spans.append((*_located(text, value, start), "ATPWSO".index(letter)))
    return Act(start, end, TYPES.index(kind), STATUSES.index(status), tuple(spans))


def written_sentences(path: Path) -> list[tuple[str, Example]]:
    """The sentences of a file of ``labels/written``, each with the last line before it that begins with ``#``."""
    out: list[tuple[str, Example]] = []
    title = ""
    for line in path.read_text(encoding="utf8").splitlines():
        if line.startswith("= "):
            out.append((title, Example(line[2:].strip(), (), prose=True, key=f"written:{path.stem}")))
        elif line.startswith("#"):
            title = line[1:].strip()
        elif line.strip():
            last = out[-1][1]
            assert last.acts is not None
            out[-1] = (title, replace(last, acts=(*last.acts, written_act(last.text, line))))
    return out


def written(*, articles: bool = False) -> list[Example]:
    """The sentences written and labelled for Runut (``labels/written``); ``articles``: those of whole ones too."""
    paths = sorted((HERE / "labels/written").glob("*.txt"))
    return [example for path in paths if articles or not path.match(NEWS) for _, example in written_sentences(path)]


def article_key(path: Path, title: str) -> str:
    """The name of an article written for Runut."""
    return f"{path.stem}:{title}"


def headline_held_out(key: str) -> bool:
    """Whether an article's headline is not trained on: one in three."""
    return crc32(key.encode()) % 3 == 0


def headlines() -> list[Example]:
    """The headlines of the articles written for Runut, but those held out."""
    first: dict[str, Example] = {}
    for path in sorted((HERE / "labels/written").glob(NEWS)):
        for title, example in written_sentences(path):
            first.setdefault(article_key(path, title), example)
    return [
        example
        for key, example in first.items()
        if not headline_held_out(key) and is_headline(plain_sentence(example.text))
    ]


def _rows(path: Path) -> Iterator[list[list[str]]]:
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf8").split("\n"):
        if line.strip():
            rows.append(line.split("\t"))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _tagged(rows: list[tuple[str, int]]) -> tuple[str, Spans]:
    """Words joined by blanks, and their tags by offsets; a tag below 0 is left out."""
    spans, at = [], 0
    for word, tag in rows:
        if tag >= 0:
            spans.append((at, at + len(word), tag))
        at += len(word) + 1
    return " ".join(word for word, _ in rows), tuple(spans)


def names(corpus: str, split: str) -> list[Example]:
    """Sentences of ``shared/data/ner`` with a BIO tag a word."""
    out = []
    for rows in _rows(SHARED / f"data/ner/{corpus}/{split}.tsv"):
        text, spans = _tagged([(row[0], NAMES.index(row[1]) if row[1] in NAMES else 0) for row in rows])
        out.append(Example(text, names=spans))
    return out


def universal(part: str) -> list[Example]:
    """Sentences of a Universal Dependencies file (``csui-train``, ``gsd-dev``, ``pud-test``, ...), a class a word."""
    bank, split = part.split("-")
    out = []
    for rows in _rows(SHARED / f"data/ud/id_{bank}-ud-{split}.conllu"):
        words = [row for row in rows if row[0].isdigit()]
        text, spans = _tagged([(row[1], WORDS.index(row[3]) if row[3] in WORDS else -1) for row in words])
        out.append(Example(text, words=spans))
    return out


def classes(most: int) -> list[Example]:
    """Sentences of nlp_id with the universal class of a word where its own tag says it."""
    out = []
    for rows in _rows(SHARED / "data/pos/nlp_id/dataset_postag.tsv"):
        tagged = [(row[0], WORDS.index(UNIVERSAL[row[1]]) if row[1] in UNIVERSAL else -1) for row in rows if row[0]]
        text, spans = _tagged(tagged)
        out.append(Example(text, words=spans))
        if len(out) == most:
            break
    return out

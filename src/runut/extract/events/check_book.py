"""What is wrong in a file of the codebook, with the line and what to do.

In: a file read with its lines, and the classes that exist. Out: ``Problem`` records; none means that the file holds.
Whether its examples hold is another question: ``runut codebook test`` reads them.

>>> from runut.own import marked
>>> [str(p) for p in check_book(marked("acts:\\n- {act: x, verbs: [menyerang]}"), "my.yaml", ())][:2]
['my.yaml:2: an act has a type: AGREE, CONSULT, SUPPORT, CONCEDE, COOPERATE, AID, RETREAT, REQUEST, ACCUSE, REJECT, \
THREATEN, PROTEST, SANCTION, MOBILIZE, COERCE, ASSAULT', 'my.yaml:2: an act has a cameo code, written in quotes']
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Hashable, Iterator, Mapping
from typing import Any

from runut.extract.events.codes import cameo_codes, contexts, modes
from runut.own import Marked, Problem

TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
WORD_LISTS = ("verbs", "verbs_intrans", "passives", "nouns", "phrases", "headline")
SLOT_LISTS = ("actor", "target", "nominal_actor", "nominal_target")
KEYS = {"act", "as", "type", "id", "en", "cameo", "mode", "contexts", "verb_object", "mutual", "embeds", "requires",
        "unless", "examples", "unlisted", *WORD_LISTS, *SLOT_LISTS}  # fmt: skip
CONDITIONS = {"object", "near", "before", "after", "subject", "party"}
EMBEDS = ("skip", "rumoured", "denied", "planned", "actual")
NAME = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
# A transitive stem is written without its voice prefix; these begin like a prefix and are stems all the same.
PREFIX = re.compile(r"(?:meng|meny|mem|men)[a-z]|di[b-df-hj-np-tv-z][aeiou]")
STEMS_LIKE_PREFIXED = {"mentahkan", "dirikan", "didik", "didikkan", "dinginkan", "disiplinkan", "menangkan"}
Path = tuple[Hashable, ...]
Found = Iterator[tuple[Path, str]]


def check_book(file: Marked, name: str, classes: Collection[str]) -> list[Problem]:
    """The problems of one file, in the order of its lines; ``classes`` are the word classes of other files."""
    found = [Problem(name, file.line(*path), text) for path, text in _file(file.value, classes)]
    return sorted(found, key=lambda problem: problem.line)


def _file(value: Any, classes: Collection[str]) -> Found:
    if not isinstance(value, dict) or not isinstance(value.get("acts"), list):
        yield (), "a codebook file has acts: a list, each begun with a dash"
        return
    for key in sorted(set(value) - {"type", "acts", "classes"}, key=str):
        yield (key,), f"{key} is no part of a codebook file; it has type, acts and classes"
    known = {*classes, *(value.get("classes") or {})}
    names: Counter[str] = Counter()
    for number, entry in enumerate(value["acts"]):
        path: Path = ("acts", number)
        if not isinstance(entry, dict) or not NAME.fullmatch(str(entry.get("act") or "")):
            yield path, "an act has a name in small letters: act: send_troops"
            continue
        names[entry["act"]] += 1
        if names[entry["act"]] > 1:
            yield path, f"{entry['act']} stands twice in this file"
        kind = entry.get("type") or value.get("type")
        yield from _codes(entry, kind, path)
        yield from _words(entry, path)
        yield from _frame(entry, path, known)
        yield from _examples(entry, path)


def _codes(entry: Mapping[str, Any], kind: Any, path: Path) -> Found:
    for key in sorted(set(entry) - KEYS, key=str):
        yield (*path, key), f"an act has no {key}; see docs/codebook.md"
    if kind not in TYPES:
        yield path, f"an act has a type: {', '.join(TYPES)}"
    code = entry.get("cameo")
    if not isinstance(code, str):
        yield (*path, "cameo"), "an act has a cameo code, written in quotes"
    elif code not in cameo_codes():
        yield (*path, "cameo"), f"there is no CAMEO code {code}"
    mode = entry.get("mode")
    if mode is not None and kind in TYPES and mode not in modes(kind):
        yield (*path, "mode"), f"{kind} has no mode {mode}; it has {', '.join(modes(kind)) or 'none'}"
    for number, context in enumerate(_list(entry, "contexts")):
        if context not in contexts():
            yield (*path, "contexts", number), f"there is no context {context}; it is one of {', '.join(contexts())}"


def _words(entry: Mapping[str, Any], path: Path) -> Found:
    # what the trained reader alone finds has none
    if not (entry.get("unlisted") or any(entry.get(key) for key in (*WORD_LISTS, "verb_object"))):
        yield path, f"an act has words: one of {', '.join(WORD_LISTS)} or verb_object"
    for key in WORD_LISTS:
        words = _list(entry, key)
        if entry.get(key) is not None and not isinstance(entry[key], list):
            yield (*path, key), f"{key} is a list: [one, two]"
        for number, word in enumerate(words):
            if not isinstance(word, str) or not word.strip():
                yield (*path, key, number), f"{word!r} is no word; write it in quotes"
        for word, count in Counter(str(word).lower() for word in words).items():
            if count > 1:
                yield (*path, key), f"{word} stands twice in {key}"
    for key, place, stem in _stems(entry):
        head = stem.split("=")[0].split(" ")[0]
        if "=" not in stem and head not in STEMS_LIKE_PREFIXED and PREFIX.match(head):
            yield (*path, key, place), f"{stem} carries a voice prefix; give the stem (serang for menyerang)"


def _stems(entry: Mapping[str, Any]) -> Iterator[tuple[str, int, str]]:
    for number, stem in enumerate(_list(entry, "verbs")):
        yield "verbs", number, str(stem)
    for number, phrase in enumerate(_list(entry, "phrases")):
        for stem in re.findall(r"<([^>]+)>", str(phrase)):
            yield "phrases", number, stem
    for number, rule in enumerate(_list(entry, "verb_object")):
        for stem in rule.get("verbs") or () if isinstance(rule, dict) else ():
            yield "verb_object", number, str(stem)


def _frame(entry: Mapping[str, Any], path: Path, classes: Collection[str]) -> Found:
    if entry.get("embeds") not in (None, *EMBEDS):
        yield (*path, "embeds"), f"embeds is one of {', '.join(EMBEDS)}"
    if not isinstance(entry.get("mutual", False), bool):
        yield (*path, "mutual"), "mutual is true or false"
    listed: list[tuple[Path, Any]] = []
    for key in ("requires", "unless"):
        conditions = entry.get(key) or {}
        if not isinstance(conditions, dict):
            yield (*path, key), f"{key} names what to look at: {', '.join(sorted(CONDITIONS))}"
            continue
        for name, words in conditions.items():
            if name not in CONDITIONS:
                yield (*path, key, name), f"{key} cannot look at {name}; it looks at {', '.join(sorted(CONDITIONS))}"
            elif name != "party":
                listed += [((*path, key, name), word) for word in (words if isinstance(words, list) else [words])]
    for number, rule in enumerate(_list(entry, "verb_object")):
        if not isinstance(rule, dict) or set(rule) != {"verbs", "objects"} or not rule["objects"]:
            yield (*path, "verb_object", number), "verb_object has verbs and objects: {verbs: [kirim], objects: [tank]}"
            continue
        listed += [((*path, "verb_object", number), word) for word in rule["objects"]]
    for where, word in listed:
        if str(word).startswith("@") and str(word)[1:] not in classes:
            yield where, f"there is no class {word}; list it under classes:"


def _examples(entry: Mapping[str, Any], path: Path) -> Found:
    conditioned = any(set(entry.get(key) or {}) - {"party"} for key in ("requires", "unless"))
    if conditioned and not examples(entry, "yes"):
        yield path, "an act with conditions shows what it takes: examples: {yes: [...]}"
    if conditioned and entry.get("unless") and not examples(entry, "no"):
        yield path, "an act with exceptions shows what it leaves: examples: {no: [...]}"


def examples(entry: Mapping[str, Any], wanted: str) -> list[str]:
    """The example sentences; YAML 1.1 reads the bare keys ``yes`` and ``no`` as booleans."""
    given = entry.get("examples") or {}
    return list(given.get(wanted) or given.get(wanted == "yes") or ())


def _list(entry: Mapping[str, Any], key: str) -> list[Any]:
    value = entry.get(key)
    return value if isinstance(value, list) else []

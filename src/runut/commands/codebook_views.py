"""What ``runut codebook`` says: rows of acts and forms, entries with their codes, problems, examples that fail.

In: the compiled codebook and its files. Out: plain rows and lines. It prints nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from runut.errors import UsageError
from runut.extract.events.check_book import check_book, examples
from runut.extract.events.codebook import Act, Form, codebook
from runut.extract.events.codes import cameo_codes, goldstein
from runut.own import Marked, Problem, marked, own, read_own

Row = dict[str, str | float | int | None]


def acts() -> list[Row]:
    """A row for each act, by type and name."""
    book = codebook()
    count = Counter(form.act.name for form in _forms())
    found = sorted(book.acts.values(), key=lambda act: (act.type, act.name))
    return [_act_row(act) | {"forms": count[act.name]} for act in found]


def _act_row(act: Act) -> Row:
    return {"act": act.name, "type": act.type, "mode": act.mode, "cameo": act.cameo,
            "goldstein": goldstein(act.cameo), "id": act.phrase_id, "en": act.phrase_en}  # fmt: skip


def _forms() -> Iterator[Form]:
    for found in codebook().index.values():
        yield from found


def forms_of(word: str) -> list[Row]:
    """The forms that hold the word, or whose entry or condition does; a class is asked for with its ``@``."""
    asked = word.lower().strip()
    entries = {act for act, entry in _entries().items() if asked.startswith("@") and asked in _conditions(entry)}
    found = [form for form in _forms() if form.act.name in entries or _holds(form, asked)]
    found.sort(key=lambda form: (form.act.type, form.act.name, form.parts, form.voice))
    rows = [
        {"form": " ".join(form.parts) + (" + object" if form.objects else ""), "voice": form.voice}
        | _act_row(form.act) | {"conditions": _condition_names(form.act)}
        for form in found
    ]  # fmt: skip
    return list({(row["form"], row["voice"], row["act"]): row for row in rows}.values())


def _holds(form: Form, word: str) -> bool:
    parts = word.split()
    stem = form.entry.split(" + ")[0].split("=")[0].replace("<", "").replace(">", "").lower()
    return stem == word or form.parts[: len(parts)] == tuple(parts) or (len(parts) == 1 and word in form.parts)


def _condition_names(act: Act) -> str:
    names = [
        f"{label} {name}"
        for label, conditions in (("requires", act.requires), ("unless", act.unless))
        for name in ("object", "near", "before", "after", "subject")
        if getattr(conditions, name)
    ]
    return ", ".join(names)


def _conditions(entry: dict[str, Any]) -> set[str]:
    words: set[str] = set()
    for key in ("requires", "unless"):
        for listed in (entry.get(key) or {}).values():
            words.update(str(word).lower() for word in (listed if isinstance(listed, list) else [listed]))
    for rule in entry.get("verb_object") or ():
        words.update(str(word).lower() for word in rule["objects"])
    return words


def classes_of(word: str) -> list[str]:
    """The word classes that hold the word."""
    asked = word.lower().strip()
    return sorted(name for name, words in _classes().items() if asked in {str(w).lower() for w in words})


def show(name: str) -> str:
    """An act with its codes, forms and entry."""
    act = codebook().acts.get(name)
    if act is None:
        near = ", ".join(sorted(other for other in codebook().acts if name in other or other in name)[:8])
        hint = f"; did you mean {near}?" if near else "; runut codebook list names them"
        raise UsageError(f"there is no act {name}{hint}")
    value = goldstein(act.cameo)
    by_voice: dict[str, dict[str, None]] = {}
    for form in _forms():
        if form.act.name == name:
            by_voice.setdefault(form.voice, {})[" ".join(form.parts)] = None
    lines = [
        f"# {act.name}: {act.phrase_id} ({act.phrase_en})",
        "# " + ", ".join([f"PLOVER {act.type}", *([f"mode {act.mode}"] if act.mode else []), *act.contexts]),
        f"# CAMEO {act.cameo} {cameo_codes().get(act.cameo or '', '')}, Goldstein {value} (ICEWS's value for the code)",
        *(f"# {voice}: {', '.join(sorted(words))}" for voice, words in sorted(by_voice.items())),
        "acts:",
        *_source_of(name),
    ]
    return "\n".join(lines)


def _source_of(name: str) -> list[str]:
    """The lines of the entry as they stand in its file, with its type."""
    for text, file in reversed(_sheets()):
        listed = file.value.get("acts") or ()
        for number, entry in enumerate(listed):
            if entry.get("act") != name:
                continue
            lines = text.split("\n")
            first = file.line("acts", number) - 1
            last = file.line("acts", number + 1) - 1 if number + 1 < len(listed) else len(lines)
            block = lines[first:last]
            while block and (not block[-1].strip() or block[-1].lstrip().startswith("#")):
                block.pop()
            indent = len(block[0]) - len(block[0].lstrip())
            block[0] = block[0][:indent] + "- " + block[0][indent:].removeprefix("- ")
            if any("<<: *" in line for line in block):  # what it shares with another entry of its file
                whole = {"act": name, "type": file.value["type"], **entry}
                dumped = yaml.safe_dump(
                    [whole], allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=None
                )
                return ["  " + line for line in dumped.rstrip().split("\n")]
            if "type" not in entry:
                block.insert(1, " " * (indent + 2) + f"type: {file.value['type']}")
            return block
    return []


def _sheets() -> list[tuple[str, Marked]]:
    """The files of acts with their text: the shipped ones, then the user's."""
    mine = [_sheet(path, str(path)) for path in own().codebook]
    return [*_shipped_sheets(), *(sheet for sheet in mine if sheet[1].value.get("acts"))]


@cache
def _shipped_sheets() -> tuple[tuple[str, Marked], ...]:
    return tuple(_sheet(path, path.name) for path in _shipped() if path.stem.isupper())


def _sheet(path: Path, name: str) -> tuple[str, Marked]:
    text = path.read_text(encoding="utf8")
    return text, marked(text, name)


def _entries() -> dict[str, dict[str, Any]]:
    return {entry["act"]: entry for _, file in _sheets() for entry in file.value["acts"]}


def _shipped() -> list[Path]:
    folder = Path(str(files("runut.data") / "codebook"))
    return sorted(folder.glob("*.yaml"), key=lambda path: path.name)


@cache
def _shipped_classes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in _shipped():
        if path.stem.startswith("classes"):
            found.update(read_own(path).value)
    return found


def _classes() -> dict[str, list[str]]:
    found = dict(_shipped_classes())
    for path in own().codebook:
        for name, words in (read_own(path).value.get("classes") or {}).items():
            found[name] = [*found.get(name, ()), *words]
    return found


def check(names: Sequence[str]) -> tuple[int, list[Problem]]:
    """How many files were looked at, and what is wrong in them; without names, in the shipped files."""
    shipped = [path for path in _shipped() if path.stem.isupper()]
    paths = [Path(name) for name in names] or shipped
    problems: list[Problem] = []
    for path in paths:
        problems += check_book(read_own(path), str(path) if names else path.name, _shipped_classes())
    return len(paths), problems


def failing(names: Sequence[str]) -> tuple[int, list[str]]:
    """How many example sentences were read, and a line for each that fails; without names, the shipped ones."""
    sheets = [read_own(Path(name)) for name in dict.fromkeys(names)] if names else [file for _, file in _sheets()]
    count, failed = 0, []
    for file in sheets:
        for entry in file.value.get("acts") or ():
            kind = entry.get("type") or file.value["type"]
            for wanted in ("yes", "no"):
                for sentence in examples(entry, wanted):
                    count += 1
                    failed += _verdict(entry["act"], kind, sentence, wanted)
    return count, failed


def _verdict(act: str, kind: str, sentence: str, wanted: str) -> list[str]:
    from runut.own import using
    from runut.pipeline import read_document
    from runut.records import Block, Document

    body = (Block(0, len(sentence), "body", "example"),)
    page = Document("s", None, "s", "0", sentence, None, None, None, "id", body, (), (), False)
    with using(model=False):  # the examples are of the entry, not of the reader
        events = read_document(page).events
    if wanted == "yes" and kind not in {event.type for event in events}:
        return [f"{act} misses: {sentence}"]
    if wanted == "no" and act in {event.act for event in events}:
        return [f"{act} fires: {sentence}"]
    return []

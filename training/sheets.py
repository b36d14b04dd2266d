"""Sheets of sentences to label, and labels taken from them.

    python training/sheets.py give KEYS.txt > sheet.txt      # keys like nlp_id:123, one a line
    python training/sheets.py take sheet.txt >> training/labels/nlp_id.jsonl

In: keys of sentences whose texts lie in ``shared/data``. Out: a sheet with ``= KEY TEXT`` for each sentence, below
which a reader writes a line for each event in the form of ``labels/written`` (README); and from a sheet so filled, rows
of offsets without text. A line ``~`` below a sentence says that it is no prose of an article. A sheet is for the
reader's eyes only: its texts are others' and are never kept.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from material import ROLE_KEYS, Act, _coreference_texts, _nlp_id_texts, corpus_texts, written_act

from runut.extract.reader.labels import STATUSES, TYPES


def row(key: str, text: str, acts: list[Act], *, prose: bool) -> str:
    """One sentence's labels as a line of JSON: offsets in the sentence."""
    events = []
    for act in acts:
        roles: dict[str, list[dict[str, int]]] = {name: [] for name in ROLE_KEYS}
        for start, end, role in act.parties:
            roles[ROLE_KEYS[role]].append({"start": start, "end": end})
        trigger = {"start": act.start, "end": act.end}
        events.append({"trigger": trigger, "type": TYPES[act.type], "status": STATUSES[act.status], **roles})
    assert all(0 <= e["trigger"]["start"] < e["trigger"]["end"] <= len(text) for e in events)
    return json.dumps({"article": key, "prose": prose, "events": events}, separators=(",", ":"))


def taken(path: Path, texts: dict[str, str]) -> Iterator[str]:
    """The rows of a filled sheet.

    :raises ValueError: a line names what is not in its sentence; the message has the line's number.
    """
    key, acts, prose = "", [], True
    for number, line in enumerate([*path.read_text(encoding="utf8").splitlines(), "= "], 1):
        if line.startswith("= "):
            if key:
                yield row(key, texts[key], acts, prose=prose)
            key, acts, prose = line.split()[1] if line.split()[1:] else "", [], True
        elif line.strip() == "~":
            prose = False
        elif line.strip() and not line.startswith("#"):
            try:
                acts.append(written_act(texts[key], line))
            except (ValueError, KeyError, IndexError) as error:
                raise ValueError(f"{path}:{number}: {error}") from error


def main() -> None:
    """Give or take."""
    texts = {**_nlp_id_texts(), **_coreference_texts(), **corpus_texts()}
    verb, path = sys.argv[1], Path(sys.argv[2])
    if verb == "give":
        for key in path.read_text().split():
            print(f"= {key} {texts[key]}\n")
    else:
        for line in taken(path, texts):
            print(line)


if __name__ == "__main__":
    main()

"""Rebuild ``src/runut/data/lexicons/word_classes.tsv`` from the nlp-id word-class corpus (MIT).

    python bench/make_word_classes.py PATH/TO/dataset_postag.tsv > src/runut/data/lexicons/word_classes.tsv

The last tenth of the corpus is held out; ``--score`` prints the tagger's accuracy on it.
"""

from __future__ import annotations

import collections
import sys
from pathlib import Path

COARSE = {
    "NN": "NOUN", "NNP": "PROPN", "VB": "VERB", "vb": "VERB", "JJ": "ADJ", "ADV": "ADV", "PR": "PRON", "DT": "DET",
    "NUM": "NUM", "IN": "ADP", "CC": "CCONJ", "SC": "SCONJ", "NEG": "PART", "RP": "PART", "UH": "PART", "FW": "X",
    "SYM": "PUNCT",
}  # fmt: skip


def rows(path: Path) -> list[tuple[str, str]]:
    pairs = []
    for line in path.read_text(encoding="utf8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 2 and cells[-1] in COARSE:
            pairs.append((cells[-2], COARSE[cells[-1]]))
    return pairs


def main() -> None:
    pairs = rows(Path(sys.argv[1]))
    cut = len(pairs) * 9 // 10
    if "--score" in sys.argv:
        score(pairs[cut:])
        return
    seen: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for word, tag in pairs[:cut]:
        if tag not in ("PUNCT", "NUM") and word.isascii() and any(c.isalpha() for c in word):
            seen[word.lower()][tag] += 1
    print("# Most frequent word class of lower-cased words in the nlp-id corpus (github.com/kumparan/nlp-id, MIT),")
    print("# first nine tenths, words seen twice or more. Columns: word, class. Rebuilt by bench/make_word_classes.py")
    for word in sorted(seen):
        tag, count = max(seen[word].items(), key=lambda item: (item[1], item[0]))
        if sum(seen[word].values()) >= 2 and not (tag == "PROPN" and count < 4):
            print(f"{word}\t{tag}")


def score(pairs: list[tuple[str, str]]) -> None:
    from runut.dissect.words import tag_words

    right = total = 0
    words: list[str] = []
    tags: list[str] = []
    for word, tag in pairs:
        words.append(word)
        tags.append(tag)
        if word in ".?!":
            got = tag_words(words)
            right += sum(a == b for a, b in zip(got, tags, strict=True))
            total += len(words)
            words, tags = [], []
    print(f"accuracy {right / total:.4f} on {total} tokens")


if __name__ == "__main__":
    main()

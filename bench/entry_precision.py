"""Which entries of the codebook are right, and which fire falsely: a count by act and form.

    runut read POOL.jsonl --json > out.jsonl
    python bench/entry_precision.py out.jsonl FOLDER [--split train] [--and OUT FOLDER] [--worst] [--least 2]

FOLDER holds ``sentences.jsonl`` or ``gold.yaml`` (see ``judged``). ``--worst`` keeps the forms that are wrong at least
as often as right. Right means that the sentence's gold has the type; an extra act of a gold type is not seen here.
"""

from __future__ import annotations

import argparse
import collections
from pathlib import Path

from judged import judged


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--split", default="train")
    parser.add_argument("--and", dest="more", nargs=2, type=Path, action="append", default=[])
    parser.add_argument("--worst", action="store_true", help="only forms wrong at least as often as right")
    parser.add_argument("--least", type=int, default=2, help="leave out forms that fired less often")
    options = parser.parse_args()
    counts: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    for out, folder in [(options.out, options.folder), *options.more]:
        for event, right in judged(out, folder, options.split):
            counts[event["rule"].removeprefix("codebook:")][not right] += 1
    print("right wrong  act and form")
    for rule, (right, wrong) in sorted(counts.items(), key=lambda pair: (pair[1][0] - pair[1][1], pair[0])):
        if right + wrong >= options.least and (wrong >= right or not options.worst):
            print(f"{right:5} {wrong:5}  {rule}")
    right, wrong = (sum(pair[i] for pair in counts.values()) for i in (0, 1))
    print(f"{right:5} {wrong:5}  all: {100 * right / max(1, right + wrong):.1f} % right")


if __name__ == "__main__":
    main()

"""Codes of reasons in words: each has them in both languages, and what the records hold is read whole."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import runut
from runut.extract.events.codebook import Voice
from runut.fuse.clustering import DECIDED
from runut.fuse.stories import rules
from runut.fuse.weights import weights
from runut.publish.reasons import join_line, read_join, rule_line
from runut.publish.wording import wording, words

SOURCE = Path(runut.__file__).parent
GROUPS = ("signs", "bonds", "cuts", "voices", "finders", "flags", "notes")


def block_rules() -> set[str]:
    """The rules that cleaning gives to blocks, as its source names them."""
    found: set[str] = set()
    for path in (*(SOURCE / "clean").glob("*.py"), SOURCE / "extract" / "pieces.py"):
        tree = ast.parse(path.read_text(encoding="utf8"))
        named = dict(pair for one in tree.body if isinstance(one, ast.Assign) for pair in _named(one))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Block", "Verdict", "replace"):
                last = node.args[-1:] if getattr(node.func, "id", "") != "replace" else []
                given = [*last, *(one.value for one in node.keywords if one.arg == "rule")]
                found.update(text for one in given for text in _texts(one, named))
            elif isinstance(node, ast.Assign) and "rule" in ast.unparse(node.targets[0]):
                found.update(text for text in _texts(node.value, named))
    return found


def _named(node: ast.Assign) -> Iterator[tuple[str, ast.expr]]:
    """The names of an assignment with their values: of ``A, B = "a", "b"`` each its own."""
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        yield from ((ast.unparse(one), part) for one, part in zip(target.elts, value.elts, strict=True))
    else:
        yield ast.unparse(target), value


def _texts(node: ast.expr, named: dict[str, ast.expr]) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Name) and node.id in named:
        yield from _texts(named[node.id], named)
    elif isinstance(node, ast.IfExp):
        for part in (node.body, node.orelse):
            yield from _texts(part, named)
    elif isinstance(node, ast.Tuple):
        yield from _texts(node.elts[-1], named)


def date_flags() -> set[str]:
    """The flags that the stage of times gives, as its source names them."""
    return {
        node.value
        for path in (SOURCE / "extract" / "times").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.endswith(("-mismatch", "print-day-shift", "impossible-day"))
        and " " not in node.value
    }


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("signs", set(weights().of)),
        ("bonds", set(rules().of)),
        ("cuts", block_rules()),
        ("voices", set(get_args(Voice))),
        ("flags", date_flags()),
        ("notes", {DECIDED}),
    ],
)
def test_every_code_has_words_and_no_word_is_left_over(group: str, codes: set[str]) -> None:
    assert len(codes) > 0
    assert set(wording()[group]) == codes


@pytest.mark.parametrize("group", GROUPS)
def test_words_are_told_in_both_languages(group: str) -> None:
    for code, told in words(group).items():
        assert set(told) == {"id", "en"}, code
        assert all(text.strip() for text in told.values()), code


def test_no_two_codes_of_a_group_are_told_alike() -> None:
    for group in GROUPS:
        for language in ("id", "en"):
            told = [entry[language] for entry in words(group).values()]
            assert len(told) == len(set(told)), group


def test_a_join_is_read_whole_and_told_with_the_reports_names() -> None:
    reason = "aa-e1 = bb-e12: -0.35 (time_apart -13.50, words_alike +2.69)"
    joined = read_join(reason)
    assert joined is not None
    assert (joined.one, joined.other, joined.score) == ("aa-e1", "bb-e12", -0.35)
    assert joined.signs == (("time_apart", -13.5), ("words_alike", 2.69))
    told = join_line(reason, {"aa-e1": "Detik"}, "id")
    assert told == "Detik dengan bb-e12: -0.35 (harinya berbeda -13.50, kalimatnya serupa +2.69)"


def test_a_join_by_decision_has_no_signs() -> None:
    assert join_line(f"aa-e1 = bb-e2: {DECIDED}", {}, "id") == "aa-e1 dengan bb-e2: keputusan orang"
    assert join_line("of an older version", {}, "id") == "of an older version"


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("codebook:CONSULT/meet intransitive 'bertemu'", "“bertemu” (verb without an object) in the codebook"),
        ("codebook:SUPPORT/pray noun 'salat Jum'at'", "“salat Jum'at” (noun) in the codebook"),
        (
            "model:AID/send active 'kirim + object'",
            "“kirim + object” (active verb) in the codebook, found by the trained model",
        ),
        ("tolls:one", "tolls:one"),
    ],
)
def test_a_rule_is_told_by_its_entry_its_form_and_its_finder(rule: str, told: str) -> None:
    assert rule_line(rule, "en") == told

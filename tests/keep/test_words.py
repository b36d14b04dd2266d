"""Search words: stems on both sides, phrases, and nothing a user types reaches FTS5's own syntax."""

from __future__ import annotations

import pytest

from runut.errors import UsageError
from runut.keep.words import folded, query, stems


@pytest.mark.parametrize(("one", "other"), [("kunjungan", "berkunjung"), ("menyerang", "diserang"), ("SURAT", "surat")])
def test_forms_of_a_word_meet(one: str, other: str) -> None:
    assert stems(one) == stems(other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("surat Putin", '"surat" "putin"'),
        ('"surat Putin" medali', '"surat putin" "dali"'),
        ("surat AND OR NOT", '"surat" "and" "or" "not"'),
        ("stems:x* ^y (z)", '"stems x" "y" "z"'),
        ('"open quote', '"open quote"'),
    ],
)
def test_query(typed: str, meant: str) -> None:
    assert query(typed) == meant


@pytest.mark.parametrize("typed", ["", "  ", '""', "...", "*"])
def test_a_query_without_words_is_wrong_usage(typed: str) -> None:
    with pytest.raises(UsageError, match="no word"):
        query(typed)


def test_names_are_compared_without_case_and_hyphens() -> None:
    assert folded("Kim Jong-un") == folded("KIM  JONG UN") == "kim jong un"


def test_a_run_of_letters_is_no_word() -> None:
    assert stems("a" * 10_000 + " surat") == "surat"

"""Sentence boundaries, token offsets and quotes on ordinary and hostile text."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runut.dissect.quotes import quoted_spans
from runut.dissect.sentences import sentence_spans
from runut.dissect.tokens import token_spans
from runut.dissect.words import tag_words

CASES = [
    line
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("case", CASES)
def test_boundaries(case: str) -> None:
    wanted = [part.strip() for part in case.split("||")]
    text = " ".join(wanted) if "mundur.Pemerintah" not in case else case
    got = [text[a:b] for a, b in sentence_spans(text, 0, len(text))]
    if "mundur.Pemerintah" in case:
        wanted = ["Pasukan itu mundur.", "Pemerintah membantah kabar tersebut."]
    assert got == wanted


def test_a_hard_wrapped_paragraph_is_one_sentence() -> None:
    text = "Kementerian Luar Negeri mengumumkan bahwa delegasi itu akan tiba pada\nhari Senin dan bertemu presiden."
    assert len(sentence_spans(text, 0, len(text))) == 1


def test_lines_of_a_list_stay_apart() -> None:
    text = "Kunjungan pertama\nPertemuan kedua"
    assert len(sentence_spans(text, 0, len(text))) == 2


@given(st.text(max_size=400))
def test_spans_cover_all_visible_text_in_order(text: str) -> None:
    spans = sentence_spans(text, 0, len(text))
    covered = "".join(text[a:b] for a, b in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(x[1] <= y[0] for x, y in pairwise(spans))
    for a, b in spans:
        tokens = token_spans(text, a, b)
        assert "".join("".join(text[c:d] for c, d in tokens).split()) == "".join(text[a:b].split())
        assert len(tag_words([text[c:d] for c, d in tokens])) == len(tokens)


@pytest.mark.parametrize("unit", ["1.", "a.b", '"', "A. ", "?!", "Rp1", "- "])
def test_long_runs_are_linear(unit: str) -> None:
    text = unit * 60_000
    sentence_spans(text, 0, len(text))
    token_spans(text, 0, len(text))
    quoted_spans(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('Ia berkata, "Kami siap. Kami datang," lalu pergi.', ["Kami siap. Kami datang,"]),
        ("“Kami menolak,” ujarnya.", ["Kami menolak,"]),
        ('Tinggi layar 15" saja.', []),
        ("Kebijakan 'satu pintu' berlaku.", []),
    ],
)
def test_quotes(text: str, inside: list[str]) -> None:
    assert [text[a:b] for a, b in quoted_spans(text, 0, len(text))] == inside

"""What holds for any text: spans, order, no crash, linear work, the tables' soundness."""

from __future__ import annotations

import time
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runut.extract.times import atoms as atoms_module
from runut.extract.times import recognise, times
from runut.extract.times.atoms import atomise
from runut.extract.times.grammar import grammar
from runut.extract.times.lexicon import TABLES, lexicon, read_table

WORDS = (
    "Senin Minggu minggu Juni Mei 24 6 2020 2014 31 pukul 14.30 WIB ( ) / - , . tahun bulan pekan hari lalu ini depan "
    "dua puluh ke-3 III kuartal setiap malam pagi HUT Lebaran H-7 1990-an abad era Soviet hingga dan kemudian awal "
    "sejak 1 Syawal H SM setengah jam 2x24 beberapa terakhir 24/6 24/6/2020 26-28/12/2014 akan kata \n ' 99/99/9999 "
    "31/2/2020 (satu) 0812-1998-2004 9/9-11/9/2024 “ ” \" seharian yang sama larut malam s.d. hut-nya misa bernama "
    "31/2/2020 Kliwon setahun sebelumnya mendatang Natal tadi semester dekade Saka masa harinya"
).split(" ")
DAYS = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9998, 12, 31)))


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=40), st.sampled_from([" ", ""]), DAYS)
def test_spans_hold_on_word_salad(words: list[str], glue: str, day: date | None) -> None:
    check(glue.join(words), day)


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([*WORDS, *sorted(lexicon().first)]), max_size=30), st.booleans(), DAYS)
def test_spans_hold_on_all_words_that_the_tables_know(words: list[str], titled: bool, day: date | None) -> None:
    text = " ".join(words)
    check(text.title() if titled else text, day)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), DAYS)
def test_spans_hold_on_any_text(text: str, day: date | None) -> None:
    check(text, day)


def check(text: str, day: date | None) -> None:
    last = 0
    for found in times(text, day):
        assert text[found.start : found.end] == found.text
        assert found.start >= last
        assert found.end > found.start
        assert found.type in ("DATE", "TIME", "DURATION", "SET")
        assert found.value
        assert found.rule
        if found.earliest and found.latest:
            assert found.earliest <= found.latest
        last = found.end


def test_only_the_given_spans_are_read() -> None:
    text = "Baca: 1 Mei 2020. Ia tiba 2 Mei 2020."
    assert [raw.surface for raw in recognise(text, [(18, len(text))])] == ["2 Mei 2020"]


@pytest.mark.parametrize(
    "text",
    ["1" * 50_000, "1-" * 20_000, "1/1/" * 10_000, "24.06." * 10_000, "dua puluh " * 10_000, "Senin " * 10_000,
     "25, " * 10_000 + "Juni", "(" * 50_000, "2014-" * 10_000, "tahun " * 10_000, "ke-" * 20_000, "http://" * 10_000],
)  # fmt: skip
def test_long_runs_cost_linear_work(text: str) -> None:
    """The work is counted in atoms and rule trials, not in seconds."""
    atoms = atomise(text, None)
    assert len(atoms.kind) <= len(text) + 1
    starts = grammar().starts
    symbols = grammar().symbols
    trials = sum(len(starts.get(symbols[kind], ())) for kind in atoms.kind)
    assert trials <= 60 * len(atoms.kind)
    times(text, "2020-06-24")


RUNS = (
    '25, ', 'H-7 ', '" 1 Mei 2020 " ', 'pukul 10 ', '0812-1998-2004 ', '1 (satu) ', 'tanggal 3 dan ', 'Q1 ', '12:00:',
    'peringatan 75 tahun ', 'antara pukul 1 dan ', 'HUT ke-7 a b c ', 'sehari kemudian ', '24.06.', 'abad ke-1 SM ',
)  # fmt: skip


@pytest.mark.parametrize("run", RUNS)
def test_long_runs_take_time_in_line_with_their_length(run: str) -> None:
    """Four times the text takes about four times as long; a square would take sixteen."""

    def seconds(text: str) -> float:
        started = time.process_time()
        times(text, "2020-06-24")
        return time.process_time() - started

    short, long = run * (12_000 // len(run)), run * (48_000 // len(run))
    seconds(short)
    assert min(seconds(long) for _ in range(2)) < 9 * max(min(seconds(short) for _ in range(2)), 0.01)


def test_no_unbounded_repeat_can_nest() -> None:
    """A rule may repeat a group, but never a group that repeats: so matching stays linear."""
    for rules in grammar().starts.values():
        for rule in rules:
            starred: list[int] = []
            expression = rule.pattern.pattern
            for at, char in enumerate(expression):
                if char == "(":
                    starred.append(at)
                elif char == ")":
                    begin = starred.pop()
                    if expression[at + 1 : at + 2] in ("*", "+"):
                        assert not set("*+") & set(expression[begin:at]), rule.name
            assert not starred


def test_determinism_of_symbols() -> None:
    assert list(grammar().symbols) == list(dict.fromkeys(grammar().symbols))
    assert atoms_module.symbol_table() == grammar().symbols


@pytest.mark.parametrize("name", TABLES)
def test_tables_are_sound(name: str) -> None:
    text = (files("runut.data") / "time" / f"{name}.tsv").read_text(encoding="utf8")
    assert "# Source:" in text
    seen = set()
    for row in read_table(f"{name}.tsv"):
        assert 2 <= len(row) <= 3, row
        assert row[0] == row[0].lower(), row
        assert row[0] not in seen, row
        seen.add(row[0])


def test_every_kind_in_the_tables_is_used_or_a_blocker() -> None:
    used = {kind for rules in grammar().starts for kind in rules}
    assert used
    assert {"WD", "MON", "FEAST", "ERA"} <= set(lexicon().kinds)


def test_feast_days_are_days() -> None:
    for days in lexicon().feast_days.values():
        assert all(date.fromisoformat(day) for day in days)
        assert list(days) == sorted(days)


def test_long_text_without_breaks_is_read_in_bounded_windows() -> None:
    text = "Ia tiba 24 Juni 2020 di kota " * 20_000
    assert len(recognise(text)) >= 19_990

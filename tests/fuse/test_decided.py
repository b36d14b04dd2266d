"""What a pin means after another reading, which decisions are in force, and the bonds that merges and splits make."""

from __future__ import annotations

from dataclasses import replace

import pytest

import making
from runut.fuse.bonds import bonds
from runut.fuse.decided import amended, decision_id, in_force, meant, signed
from runut.records import Amendment, Article, Decision, Event, Participant, Pin, Span

SENTENCE = "Putin bertemu Kim dan mengecam sanksi itu."
TEXT = f"Judul.\n{SENTENCE} Kim menyambutnya."


def span(words: str, text: str = TEXT) -> Span:
    at = text.index(words)
    return Span(at, at + len(words), words)


def event(word: str, act: str = "meet", kind: str = "CONSULT", **more: object) -> Event:
    article = making.read(making.raw("meet CONSULT RUS PRK - actual"))
    assert isinstance(article, Article)
    values = {"trigger": span(word), "evidence": span(SENTENCE), "act": act, "type": kind}
    return replace(article.events[0], **(values | more))


def pin(word: str = "bertemu", act: str = "meet", kind: str = "CONSULT") -> Pin:
    return Pin("a", "a.txt", None, kind, act, span(word), span(SENTENCE))


MOVED = f"Baris baru di atas.\nJudul.\n{SENTENCE.replace(' dan ', '  dan ')} Kim menyambutnya."


@pytest.mark.parametrize(
    ("events", "found"),
    [
        ([event("bertemu")], 0),
        ([event("mengecam", "condemn", "ACCUSE"), event("bertemu")], 1),
        ([event("bertemu", "visit", "CONSULT")], 0),  # read as another act: the words are the same
        ([event("bertemu", "give", "AID")], 0),
        ([event("bertemu", "give", "AID"), event("bertemu", "meet")], 1),
        ([event("bertemu Kim", "visit")], 0),  # a longer word, of the same type
        ([event("menyambutnya", "meet", evidence=span("Kim menyambutnya."), also=(span(SENTENCE),))], 0),
    ],
)
def test_a_pin_means_the_event_of_its_words(events: list[Event], found: int) -> None:
    assert meant(pin(), events) is events[found]


@pytest.mark.parametrize(
    "events",
    [
        [],
        [event("mengecam", "condemn", "ACCUSE")],
        [event("mengecam")],  # the same act by another word of the sentence: it may be another one
        [event("bertemu Kim", "give", "AID")],  # another word and another type
        [event("bertemu", "give", "AID"), event("bertemu", "talk", "AGREE")],  # either may be meant
        [event("menyambutnya", "meet", evidence=span("Kim menyambutnya."))],
        [event("menyambutnya", "welcome", evidence=span("Kim menyambutnya."), also=(span(SENTENCE),))],
    ],
)
def test_a_pin_waits_rather_than_guesses(events: list[Event]) -> None:
    assert meant(pin(), events) is None


def test_a_pin_follows_its_sentence() -> None:
    evidence = span(SENTENCE.replace(" dan ", "  dan "), MOVED)
    moved = [event(word, trigger=span(word, MOVED), evidence=evidence) for word in ("bertemu", "mengecam")]
    assert meant(pin(), moved) is moved[0]
    assert meant(pin("mengecam"), moved) is moved[1]


def decided(verb: str, at: int, pins: str = "", others: str = "", undoes: str | None = None) -> Decision:
    def made(names: str) -> tuple[Pin, ...]:
        return tuple(replace(pin(), article=name) for name in names)

    return signed(Decision("", f"2026-01-{at:02}", "uji", verb, made(pins), made(others), undoes=undoes))  # type: ignore[arg-type]


def test_the_name_follows_from_the_content() -> None:
    one = decided("accept", 1, "a")
    assert one.id == decision_id(one) == decided("accept", 1, "a").id
    assert one.id != decided("accept", 2, "a").id


def test_undoing_and_undoing_that() -> None:
    one = decided("accept", 1, "a")
    undo = decided("undo", 2, undoes=one.id)
    again = decided("undo", 3, undoes=undo.id)
    assert in_force([undo, one]) == []
    assert in_force([again, undo, one]) == [one]


@pytest.mark.parametrize(
    ("decisions", "together", "apart"),
    [
        ([decided("merge", 1, "ab")], {"ab"}, set()),
        ([decided("merge", 1, "ab"), decided("merge", 2, "bc")], {"ab", "ac"}, set()),
        ([decided("merge", 1, "ax"), decided("merge", 2, "xc")], {"ac"}, set()),  # x is not there, and still between
        ([decided("split", 1, "a", "bc")], set(), {"ab", "ac"}),
        ([decided("merge", 1, "ab"), decided("split", 2, "a", "b")], set(), {"ab"}),  # the later holds
        ([decided("split", 1, "a", "b"), decided("merge", 2, "ab")], {"ab"}, set()),
        ([decided("merge", 1, "bc"), decided("split", 2, "a", "c")], {"bc"}, {"ab"}),
        ([decided("accept", 1, "ab")], set(), set()),
    ],
)
def test_bonds(decisions: list[Decision], together: set[str], apart: set[str]) -> None:
    found = bonds(decisions, lambda pin: pin.article, {"a", "b", "c"})
    assert {"".join(pair) for pair in found.together} == together
    assert {"".join(pair) for pair in found.apart} == apart
    assert bonds(decisions[::-1], lambda pin: pin.article, {"a", "b", "c"}) == found


def test_amending_changes_what_is_named_and_nothing_else() -> None:
    before = event("bertemu")
    who = Participant("USA", "Amerika Serikat", "USA", "a person's decision", None)
    after = amended(before, Amendment(status="planned", actors=(who,), cleared=("time",), without=("PRK",)))
    assert (after.status, after.actors, after.targets, after.time) == ("planned", (who,), (), None)
    assert replace(after, status="actual", actors=before.actors, targets=before.targets) == before

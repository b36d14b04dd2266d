"""Every record survives the way to bytes and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import orjson

import making
from runut.keep.codec import decode, encode, glance
from runut.records import Article, CrossConflict, Given, Quantity, Span, TimeExpression

PAGE = "published 2023-09-14\nvisit CONSULT PRK RUS 2023-09-13 actual\nsays RUS kami sepakat\nweekday"


def test_article_comes_back_equal() -> None:
    article = making.read(making.raw(PAGE, key="7"))
    time = TimeExpression(0, 2, "pu", "DATE", "2023", earliest=date(2023, 1, 1), ext={"zone": "WIB"}, flags=("x",))
    article = replace(article, times=(time,), quantities=(Quantity(0, 1, "p", 3.0, None, None, None, "orang"),))
    assert decode(Article, encode(article)) == article


def test_equal_records_give_equal_bytes_whatever_the_order_of_their_mappings() -> None:
    assert encode(Given(other={"a": "1", "b": "2"})) == encode(Given(other={"b": "2", "a": "1"}))


def test_tuples_of_mixed_types_come_back() -> None:
    conflict = CrossConflict("date", "e", (("a.txt", None, "2023", Span(0, 4, "2023")),), "contradiction", "")
    assert decode(CrossConflict, encode(conflict)) == conflict


def test_a_missing_field_takes_its_default_and_an_unknown_one_is_passed_over() -> None:
    fields = orjson.loads(encode(Given(key="7")))
    del fields["other"]
    fields["from_a_newer_version"] = 1
    assert decode(Given, orjson.dumps(fields)) == Given(key="7")


def test_a_glance_gives_what_the_whole_record_has() -> None:
    article = making.read(making.raw(PAGE, key="7"))
    found = glance(Article, encode(article), ("published", "entities", "events"))
    assert found == (article.published, article.entities, article.events)
    assert article.entities

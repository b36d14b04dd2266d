"""Who takes part tells politics from sport, business and private life."""

from __future__ import annotations

import pytest

from runut.extract.events.worlds import share_of_politics, sort_of
from runut.own import using
from runut.pipeline import read_raw
from runut.records import Entity, Mention, RawPage, Sentence

SORTS = {
    "state": Entity("UKR", "Ukraina", "state", "UKR"),
    "officer": Entity("person:x", "Nadia Hoxha", "person", "ALB", None, "Menteri Luar Negeri"),
    "person": Entity("person:y", "Mona", "person", None, None, "mantan pelatih Persebaya"),
    "firm": Entity("CLUB:MU", "Manchester United", "organisation", "GBR"),
    "force": Entity("ISR:MIL", "militer Israel", "group", "ISR"),
    "people": Entity("group:warga", "warga", "group"),
    "unlisted": Entity("org:x", "Asosiasi X", "organisation"),
    "body": Entity("UN", "Perserikatan Bangsa-Bangsa", "organisation"),
    "place": Entity("place:bali", "Bali", "place", "IDN"),
    "nobody": None,
}


@pytest.mark.parametrize("sort", SORTS)
def test_sorts(sort: str) -> None:
    assert sort_of(SORTS[sort]) == sort


def test_a_person_without_title_is_private_and_a_listed_one_is_not() -> None:
    assert sort_of(Entity("person:z", "Mona", "person")) == "person"
    assert sort_of(Entity("Q7747", "Vladimir Putin", "person", "RUS", "Q7747")) == "officer"


def test_share_of_sentences_that_name_politics() -> None:
    entities = {"UKR": SORTS["state"], "person:z": Entity("person:z", "Mona", "person")}
    sentences = [Sentence(i, 10 * i, 10 * i + 9, "body", (), ()) for i in range(9)]
    mentions = [
        Mention(10, 12, "Mona", "person", "person:z", entities=("person:z",)),
        Mention(20, 23, "Ukraina", "state", "UKR", entities=("UKR",)),
        Mention(24, 27, "Ukraina", "state", "UKR", entities=("UKR",)),
    ]
    assert share_of_politics(sentences, mentions, entities) == pytest.approx((1 + 2 * 0.8) / 11)  # type: ignore[arg-type]
    assert share_of_politics([], [], {}) == pytest.approx(0.8)


def confidence(text: str) -> float:
    with using(model=False):
        article = read_raw(RawPage("a.txt", text.encode(), "text"))
    return max((event.confidence for event in article.events), default=0.0)


@pytest.mark.parametrize(
    ("politics", "private"),
    [
        ("Presiden Albania memuji Italia.", "Penyanyi Mona Lestari memuji Raka Wijaya."),
        ("Menteri Luar Negeri Peru bertemu Presiden Cile.", "Aktor Raka Wijaya bertemu Mona Lestari."),
        (
            "Pemerintah Kenya menawarkan bantuan kepada Somalia.",
            "Pengusaha Raka Wijaya menawarkan bantuan kepada Mona.",
        ),
    ],
)
def test_the_same_verb_among_private_persons_is_less_sure(politics: str, private: str) -> None:
    assert confidence(politics) > confidence(private) + 0.1

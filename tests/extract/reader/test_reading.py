"""The trained reader on text as it comes: spans in the stored text, numbers that are probabilities, nothing random."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from runut.clean import clean
from runut.dissect import dissect
from runut.extract.reader import NameReading, Sensed, sensed
from runut.extract.reader.encoding import encoded, hint_rows, pieces_of, plain_items
from runut.extract.reader.headlines import running_text
from runut.extract.reader.labels import STATUSES, TYPES
from runut.extract.reader.lineage import with_lineage
from runut.extract.reader.session import opened
from runut.own import using
from runut.pipeline import read_raw
from runut.records import Article, Dissected, Given, RawPage

pytestmark = pytest.mark.usefixtures("with_model")
CASES = yaml.safe_load(Path(__file__).with_name("broken_names.yaml").read_text(encoding="utf8"))


def read(text: str) -> Dissected:
    return dissect(clean(RawPage("a.txt", text.encode(), "text", Given(published="2024-05-02"))))


def one(text: str) -> tuple[str, Sensed]:
    dissected = read(text)
    found = sensed(dissected)
    return dissected.document.text, found[min(found)]


def test_an_attack_is_seen_with_its_parties() -> None:
    text, found = one("Pasukan Rusia menyerang kota Kharkiv di Ukraina pada Senin malam.")
    trigger = max(found.triggers, key=lambda t: t.probability)
    assert text[trigger.start : trigger.end] == "menyerang"
    assert max(trigger.types, key=trigger.types.__getitem__) == "ASSAULT"
    assert trigger.party("actor", 0, 13) > 0.5
    assert trigger.party("target", 0, 13) < 0.5
    assert trigger.party("time", text.index("Senin"), text.index(".")) > 0.5


def test_who_does_what_a_passive_verb_tells_does_not_do_the_act_before_it() -> None:
    said = "Menteri Luar Negeri Rusia Sergei Lavrov tiba pada Rabu dan disambut Menteri Luar Negeri Choe Son Hui."
    article = read_raw(RawPage("a.txt", said.encode(), "text", Given(published="2023-10-19")))
    assert isinstance(article, Article)
    doers = {event.type: [person.name for person in event.actors] for event in article.events}
    assert doers == {"CONSULT": ["Sergey Lavrov"], "SUPPORT": ["Choe Son-hui"]}


@pytest.mark.parametrize(
    ("said", "act"),
    [
        ("Vietnam dan Filipina menggelar latihan militer bersama di Palawan, Senin (9/9/2024).", "joint_exercise"),
        ("Kanada dan Norwegia memulai latihan perang bersama di Tromso, Rabu (4/9/2024).", "joint_exercise"),
        ("Tentara Vietnam menggelar latihan perang di dekat perbatasan, Senin (9/9/2024).", "exercise"),
    ],
)
def test_what_the_model_proposes_takes_no_word_from_what_the_codebook_reads(said: str, act: str) -> None:
    article = read_raw(RawPage("a.txt", said.encode(), "text", Given(published="2024-09-10")))
    assert isinstance(article, Article)
    assert [event.act for event in article.events if "exercise" in event.act] == [act]


def test_who_commemorates_a_victory_does_so_to_nobody() -> None:
    said = "Warga berkumpul. Rusia memperingati 77 tahun kemenangan atas Jerman Nazi di Moskow, Senin (9/5/2022)."
    article = read_raw(RawPage("a.txt", said.encode(), "text", Given(published="2022-05-10")))
    assert isinstance(article, Article)
    assert [event.targets for event in article.events if event.act == "commemorate"] == [()]


def test_another_sense_of_the_word_is_told_from_it() -> None:
    def attack(text: str) -> float:
        return max((t.types.get("ASSAULT", 0.0) for t in one(text)[1].triggers), default=0.0)

    virus = attack("Virus itu menyerang sistem pernapasan anak-anak yang belum divaksin.")
    assert virus < 0.5 < attack("Pesawat tempur Israel menyerang gudang senjata di Lebanon selatan, Selasa (2/4).")


def test_a_sentence_without_a_word_of_the_codebook_is_not_sent_through() -> None:
    assert sensed(read("Cuaca di Bogor cerah berawan sepanjang pagi.")) == {}


def test_nothing_is_sensed_without_the_model() -> None:
    with using(model=False):
        assert sensed(read("Rusia menyerang Ukraina.")) == {}


def test_the_same_text_gives_the_same_numbers() -> None:
    text = "Menteri luar negeri Kenya bertemu utusan Somalia di Nairobi. Keduanya sepakat membuka perbatasan."
    assert sensed(read(text)) == sensed(read(text))


@settings(max_examples=15)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=120))
def test_spans_stand_in_the_text_and_numbers_are_probabilities(noise: str) -> None:
    dissected = read(f"{noise} Polisi menangkap lima pengunjuk rasa di Jakarta. {noise}")
    text = dissected.document.text
    for index, found in sensed(dissected).items():
        sentence = dissected.sentences[index]
        assert (found.start, found.end) == (sentence.start, sentence.end)
        assert len(found.words) == len(sentence.tokens)
        for trigger in found.triggers:
            assert sentence.start <= trigger.start < trigger.end <= sentence.end
            assert set(trigger.types) <= set(TYPES)
            assert 0 <= trigger.probability <= 1.001
            assert sum(trigger.statuses.values()) == pytest.approx(1, abs=1e-3)
            assert set(trigger.statuses) == set(STATUSES)
        for span in (*found.names, *(p for t in found.triggers for p in t.parties)):
            assert text[span.start : span.end].strip()
            assert 0 <= span.probability <= 1.001


def test_a_very_long_sentence_is_read_as_far_as_it_reaches() -> None:
    text = "Polisi menangkap " + ", ".join(f"warga desa nomor {n}" for n in range(400)) + "."
    _, found = one(text)
    assert found.triggers
    assert found.words[-1] == ""


ODD = ["PresidenIran bertemu", "Al-Qur'an, (KTT) \u2014 x\u0301", "a" * 3000, " ", "\u200bx"]


@pytest.mark.parametrize("text", ODD)
def test_pieces_know_where_they_stand(text: str) -> None:
    ids, offsets = encoded(opened().tokenizer, text)
    assert len(ids) == len(offsets)
    assert all(0 <= a <= b <= len(text) for a, b in offsets)
    assert all(not text[a].isspace() for a, b in offsets if b > a)
    assert hint_rows(plain_items(text), offsets).shape == (len(ids), len(TYPES))
    assert pieces_of(offsets, 0, 0) == []


def marked(case: dict[str, str]) -> object:
    known = pytest.mark.xfail(strict=True, reason="the reader does not find these names yet")
    return pytest.param(case, marks=[known] if "fails" in case else [], id=case["why"])


@pytest.mark.parametrize("case", map(marked, CASES))
def test_names_that_the_page_broke_are_still_found(case: dict[str, str]) -> None:
    text, found = one(case["text"])
    names = {(text[name.start : name.end], name.kind) for name in found.names}
    for wanted, kind in case["names"].items():  # type: ignore[attr-defined]
        assert any(wanted in name and kind == other for name, other in names), names


NO_ATTACK = (
    "Topan Gaemi menewaskan sedikitnya 30 orang di Filipina dan Taiwan.",
    "Ular piton sepanjang lima meter menyerang warga di Sulawesi Tenggara.",
    "Kebakaran menghanguskan 50 rumah di Tambora, Jakarta Barat.",
    "Seorang pria di Depok membunuh istrinya karena cemburu, kata Kapolres Metro Depok.",
    "Polisi menangkap komplotan pencuri sepeda motor yang beraksi di Bekasi.",
)


@pytest.mark.parametrize("text", NO_ATTACK)
def test_what_the_codebook_bars_as_nature_or_petty_crime_the_model_does_not_propose(text: str) -> None:
    article = read_raw(RawPage("a.txt", text.encode(), "text"))
    assert isinstance(article, Article)
    assert not [(event.type, event.trigger.text) for event in article.events]


def test_where_a_fire_is_only_told_of_the_attack_stays() -> None:
    article = read_raw(RawPage("a.txt", b"Serangan drone Ukraina memicu kebakaran di kilang minyak Rusia.", "text"))
    assert isinstance(article, Article)
    assert [event.type for event in article.events] == ["ASSAULT"]


def test_who_is_no_aircraft_flies_close_to_nobody() -> None:
    said = "Usai Kim ke Rusia, giliran Menteri Luar Negeri Rusia Sergei Lavrov terbang ke Pyongyang pada Rabu."
    article = read_raw(RawPage("a.txt", said.encode(), "text"))
    assert isinstance(article, Article)
    assert "MOBILIZE" not in {event.type for event in article.events}


@pytest.mark.parametrize("name", ["Lavrov", "Menteri Luar Negeri Rusia Sergei Lavrov"])
def test_the_agent_of_a_passive_does_not_do_the_act_before_it(name: str) -> None:
    said = f"Lavrov bertolak ke Pyongyang. {name} tiba pada Rabu dan disambut Menteri Luar Negeri Choe Son Hui."
    article = read_raw(RawPage("a.txt", said.encode(), "text"))
    assert isinstance(article, Article)
    arrived = [person.name for event in article.events if event.act == "arrive" for person in event.actors]
    assert "Choe Son-hui" not in arrived


REMEMBERED = (
    ("Setiap tahun Vietnam memperingati hari kemerdekaannya dengan parade militer di Hanoi.", "SUPPORT"),
    ("Untuk diketahui, Rusia setiap tahunnya memperingati hari kemenangan Uni Soviet atas Nazi.", "SUPPORT"),
    ("Kremlin merayakan Hari Kemenangan atas keberhasilan Uni Soviet dalam pertempuran melawan Nazi.", "ASSAULT"),
)


@pytest.mark.parametrize(("text", "kind"), REMEMBERED)
def test_on_customs_and_on_what_is_remembered_the_model_has_no_say(text: str, kind: str) -> None:
    article = read_raw(RawPage("a.txt", text.encode(), "text"))
    assert isinstance(article, Article)
    assert kind not in {event.type for event in article.events}


WHOLE_NAMES = (
    ("Utusan Park Min-seo", "Park Min-seo", "LOC", "Park Min-seo", "PER"),
    ("Lewat Truth Social-nya", "Truth Social-nya", "ORG", "Truth Social-nya", "ORG"),
    ("Rilis Nama Nama-nama", "Nama Nama-nama", "ORG", "Nama Nama-nama", "ORG"),
    ("Bukti Moneter Pro-market", "Moneter Pro-market", "ORG", "Moneter Pro-market", "ORG"),
    ("Juru bicara Abu Ubaida", "Ubaida", "PER", "Abu Ubaida", "PER"),
    ("Kota Abu Dhabi", "Dhabi", "LOC", "Dhabi", "LOC"),
)


@pytest.mark.parametrize(("text", "seen", "kind", "whole", "meant"), WHOLE_NAMES)
def test_a_name_is_what_its_words_say(text: str, seen: str, kind: str, whole: str, meant: str) -> None:
    dissected = read(f"{text} disebut dalam laporan pemerintah Norwegia pada Senin.")
    text, tokens = dissected.document.text, dissected.sentences[0].tokens
    start = text.index(seen)
    (found,) = with_lineage(tokens, [NameReading(start, start + len(seen), kind, 0.9)])
    assert (text[found.start : found.end], found.kind) == (whole, meant)


@pytest.mark.parametrize(
    ("printed", "running"), yaml.safe_load(Path(__file__).with_name("headlines.yaml").read_text(encoding="utf8"))
)
def test_a_headline_is_read_as_running_text(printed: str, running: str) -> None:
    dissected = read(printed)
    (sentence,) = dissected.sentences
    assert running_text(dissected.document.text, sentence) == running
    assert len(running) == len(printed)

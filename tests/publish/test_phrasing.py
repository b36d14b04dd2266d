"""Events as sentences: every state, both languages, missing parties, chains of claimants, honest dates."""

from pathlib import Path

import pytest
import yaml
from sample_records import ACTS, CLUSTERS, event

from runut.publish.phrasing import sentence
from runut.publish.voice import turned
from runut.publish.wording import ActPhrase, act_phrases, wording, words
from runut.records import Claim, EventTime, Participant, Place
from runut.review.gold import days_of

CASES = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf8"))
VOICE = yaml.safe_load((Path(__file__).parent / "voice.yaml").read_text(encoding="utf8"))
NAMES = {
    "RUS": "Rusia", "PRK": "Korea Utara", "CHN": "China", "USA": "Amerika Serikat", "IRN": "Iran", "FRA": "Prancis",
    "GBR": "Inggris",
}  # fmt: skip
BOOK = {
    "visit": ActPhrase("mengunjungi", "visits"),
    "meet": ActPhrase("bertemu dengan", "meets with", mutual=True),
    "send": ActPhrase("mengirim pasukan ke", "sends troops to"),
    "carry": ActPhrase("melancarkan serangan terhadap", "carries out an attack on"),
    "sanction": ActPhrase("menjatuhkan sanksi kepada", "imposes sanctions on"),
    "drive_back": ActPhrase("memukul mundur", "drives back"),
    "seize_ship": ActPhrase("menyita kapal", "seizes a ship of"),
    "refuse_meeting": ActPhrase("menolak bertemu dengan", "refuses to meet"),
    "ready": ActPhrase("siap bekerja sama dengan", "is ready to cooperate with"),
}


def parties(names: list[str]) -> tuple[Participant, ...]:
    out = []
    for name in names:
        if name in NAMES:
            out.append(Participant(name, NAMES[name], name, "subject", None))
        else:
            person, country = name.rstrip(")").split(" (")
            out.append(Participant(f"person:{person}", person, country, "subject", None))
    return tuple(out)


def made(case: dict):
    claims = tuple(Claim(name, next((k for k, v in NAMES.items() if v == name), None), None, None)
                   for name in case.get("said_by", ()))  # fmt: skip
    value = str(case.get("date", "unknown"))
    days = days_of(value)
    time = EventTime(value, *days, "own", "explicit", None) if days else None
    place = Place(case["place"], "PRK", None, None, None) if "place" in case else None
    return event("pos.txt", case["act"], "CONSULT", "Moskow membantah", "membantah", actors=parties(case["actors"]),
                 targets=parties(case["targets"]), status=case.get("status", "actual"), said_by=claims, time=time,
                 place=place)  # fmt: skip


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_sentence(case: dict, language: str) -> None:
    assert sentence(made(case), language, BOOK, dated="date" in case) == case[language]


def test_a_claim_stands_only_while_every_report_hangs_on_it() -> None:
    phrases = {name: ActPhrase(*both) for name, both in ACTS.items()}
    assert sentence(CLUSTERS[1], "id", phrases).endswith(", menurut KCNA dan seorang pejabat kedutaan.")
    assert "menurut" not in sentence(CLUSTERS[0], "id", phrases)
    assert sentence(CLUSTERS[6], "id", phrases, dated=False) == "Rusia membantah menerima pasukan dari Korea Utara."


def test_the_numbers_of_the_report_are_quoted() -> None:
    assert "(“lebih dari 10.000 tentara”)" in sentence(CLUSTERS[5], "en")


def test_every_act_of_the_codebook_reads_as_a_sentence_in_every_state() -> None:
    book = act_phrases()
    assert len(book) > 250
    for name in book:
        for status in words("statuses"):
            for language in ("id", "en"):
                case = {"act": name, "actors": ["RUS", "CHN"], "targets": [], "status": status}
                line = sentence(made(case), language)
                assert line.endswith(".")
                assert "  " not in line
                assert "_" not in line
                assert "{" not in line


@pytest.mark.parametrize(
    ("third", "base"),
    [("carries", "carry"), ("imposes", "impose"), ("clashes", "clash"), ("is", "be"), ("focuses", "focus"),
     ("passes", "pass"), ("goes", "go"), ("jointly", "jointly"), ("vetoes", "veto"), ("fixes", "fix"),
     ("raises", "raise"), ("accuses", "accuse"), ("uses", "use"), ("closes", "close"),
     ("seizes", "seize"), ("address", "address")],
)  # fmt: skip
def test_english_base_forms(third: str, base: str) -> None:
    line = sentence(made({"act": "x", "actors": ["RUS"], "targets": [], "status": "negated"}), "en",
                    {"x": ActPhrase("x", third + " now")}, dated=False)  # fmt: skip
    assert line == (f"Russia does not {base} now." if base != "be" else "Russia is not now.")


@pytest.mark.parametrize("case", VOICE, ids=lambda case: case["phrase"])
def test_a_phrase_turns_to_the_passive_or_stays(case: dict) -> None:
    wanted = tuple(case["turned"]) if case["turned"] else None
    assert turned(case["phrase"], "X", case["language"]) == wanted


def test_every_act_that_stands_alone_is_in_the_codebook() -> None:
    assert not set(wording()["alone"]) - set(act_phrases())


@pytest.mark.parametrize(
    ("act", "actors", "targets", "indonesian", "english"),
    [
        ("killed_by", [], ["RUS"], "Rusia tewas.", "Russia is killed."),
        ("killed_by", ["PRK"], ["RUS"], "Korea Utara menewaskan Rusia.", "North Korea kills Russia."),
        ("killed_by", ["PRK"], [], "Korea Utara menimbulkan korban jiwa.", "North Korea causes deaths."),
        ("killed_at_hands", [], ["RUS"], "Rusia dibunuh.", "Russia is killed."),
        ("killed_at_hands", ["PRK"], ["RUS"], "Korea Utara membunuh Rusia.", "North Korea kills Russia."),
        ("become_target", [], ["RUS"], "Rusia diserang.", "Russia is attacked."),
        ("become_target", ["PRK"], ["RUS"], "Korea Utara menyerang Rusia.", "North Korea attacks Russia."),
        ("kill_in_attack", [], ["RUS"], "Rusia tewas.", "Russia is killed."),
        ("exchange_attacks", ["PRK"], ["RUS"], "Korea Utara saling serang dengan Rusia.",
         "North Korea trades attacks with Russia."),
        ("exchange_attacks", ["PRK", "RUS"], [], "Korea Utara dan Rusia saling serang.",
         "North Korea and Russia trade attacks."),
    ],
)  # fmt: skip
def test_an_act_read_from_the_side_of_its_victim_is_told_from_that_of_its_doer(
    act: str, actors: list[str], targets: list[str], indonesian: str, english: str
) -> None:
    case = {"act": act, "actors": actors, "targets": targets}
    assert sentence(made(case), "id", dated=False) == indonesian
    assert sentence(made(case), "en", dated=False) == english

"""The outlets' habits are sound, and cleaning knows each outlet by the way its reports begin."""

import re
from importlib import resources

import pytest

from runut.clean import clean, outlets, rules
from runut.records import RawPage

PROFILES = rules.read_yaml("outlets", "profiles.yaml")["profiles"]
FIELDS = {"name", "owner", "state", "dateline", "days", "byline", "litter", "carries", "credit", "rights", "source"}
NAMELESS = {"Jakarta", "JAKARTA"}  # a place alone: what others write as well
MARKS = " .:;,!?-–—…»›>|•*_()[]/\"'“”"
LITTER = sorted({phrase for profile in PROFILES for phrase in profile.get("litter", ())})
RUNNING = sorted(rules.load().own_litter)
INITIALS_ONLY = {"(ant/nsi)", "(Ant/Z-1)"}  # "ant" may be a reporter's initials: it names no source
BODY = "Menteri itu tiba di bandara pada Selasa (3/9/2024) untuk bertemu dengan gubernur dan para pengusaha setempat."


def test_every_profile_is_of_an_outlet_and_says_where_it_is_from():
    known = {row.name for row in outlets.table()}
    names = [profile["name"] for profile in PROFILES]
    assert len(names) == len(set(names)) >= 65
    assert set(names) <= known
    for profile in PROFILES:
        assert set(profile) <= FIELDS, profile["name"]
        assert profile["source"] in {"own", "seen"}
        assert {"carries"} & set(profile) or "credit" not in profile
        assert profile.get("byline", "below") in {"initials", "below", "above"}
        assert all(name in outlets.names() for name in profile.get("carries", ())), profile["name"]


def test_the_header_says_how_much_is_known():
    text = resources.files("runut").joinpath("data/outlets/profiles.yaml").read_text(encoding="utf-8")
    rows, known = re.search(r"^# Known of the (\d+) rows: (.+)\.$", text, re.MULTILINE).groups()
    counted = {field: sum(field in profile for profile in PROFILES) for field in FIELDS - {"name", "source"}}
    assert int(rows) == len(PROFILES)
    assert {part.split()[0]: int(part.split()[1]) for part in known.split(", ")} == counted


def test_litter_is_lower_case_and_said_once_of_an_outlet():
    for profile in PROFILES:
        phrases = profile.get("litter", [])
        assert len(phrases) == len(set(phrases)), profile["name"]
        assert all(phrase == phrase.lower().strip(MARKS) for phrase in phrases), profile["name"]


@pytest.mark.parametrize("profile", [p for p in PROFILES if "dateline" in p], ids=lambda p: p["name"])
def test_the_dateline_names_the_outlet(profile):
    document = clean(RawPage("a.txt", f"Menteri Tiba\n\n{profile['dateline']}{BODY}".encode(), "text"))
    named = document.outlet.name if document.outlet else None
    if profile["dateline"].strip(" -–:") in NAMELESS:
        assert named is None
    else:
        assert named == profile["name"]


def body_of(text):
    document = clean(RawPage("a.txt", text.encode(), "text"))
    return [document.text[block.start : block.end] for block in document.blocks if block.label == "body"]


@pytest.mark.parametrize("phrase", LITTER)
def test_litter_of_its_own_is_no_body(phrase):
    body = body_of(f"Menteri Tiba\n\n{BODY}\n\n{phrase.capitalize()}:\n\n{BODY.replace('tiba', 'pulang')}")
    assert not [line for line in body if phrase in line.lower()]
    assert sum("Menteri itu" in line for line in body) >= 1


@pytest.mark.parametrize("phrase", RUNNING)
def test_litter_in_running_text_leaves_both_its_neighbours(phrase):
    after = "Gubernur menyambutnya di kantor dan berbicara dengannya tentang pelabuhan baru di pesisir selatan."
    assert body_of(f"{BODY} {phrase.capitalize()}. {after}") == [BODY, after]


@pytest.mark.parametrize("phrase", RUNNING)
def test_a_sentence_of_prose_with_the_same_words_stays(phrase):
    sentence = f"Pengadilan menilai kalimat {phrase} yang dipasang perusahaan itu melanggar hak para pembaca di sana."
    found = " ".join(body_of(f"Hakim Memutus\n\n{BODY} {sentence} {BODY.replace('tiba', 'pulang')}"))
    assert found.count(sentence) == 1


@pytest.mark.parametrize("phrase", [phrase for phrase in LITTER if len(phrase.split()) < 4 and phrase[0].isalpha()])
def test_short_litter_is_cut_only_as_a_line_of_its_own(phrase):
    sentence = f"Hakim itu menulis {phrase} pada sampul berkas perkara."
    if not rules.find_cues(phrase) or phrase.startswith("baca "):
        assert f"{BODY} {sentence}" in " ".join(body_of(f"Hakim Memutus\n\n{BODY} {sentence}"))


@pytest.mark.parametrize("profile", [p for p in PROFILES if "credit" in p], ids=lambda p: p["name"])
def test_the_credit_of_an_agency_is_a_source_and_no_body(profile):
    document = clean(RawPage("a.txt", f"Menteri Tiba\n\n{BODY}\n\n{BODY}\n\n{profile['credit']}".encode(), "text"))
    assert profile["credit"] not in " ".join(
        document.text[block.start : block.end] for block in document.blocks if block.label == "body"
    )
    if profile["credit"] not in INITIALS_ONLY:
        named = {source.name for source in document.cited_sources}
        assert named & {outlets.by_name(agency).name for agency in profile["carries"]}


def test_an_unknown_outlet_works_without_a_profile():
    document = clean(RawPage("a.txt", f"Menteri Tiba\n\nSuratKabarKita.com, Jakarta - {BODY}".encode(), "text"))
    assert document.outlet
    assert document.outlet.name == "SuratKabarKita.com"

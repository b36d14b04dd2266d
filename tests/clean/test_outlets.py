"""The outlets' habits are sound, and cleaning knows each outlet by the way its reports begin."""

import pytest
import yaml

from runut.clean import clean, outlets, rules
from runut.records import RawPage

PROFILES = rules.read_yaml("outlets", "profiles.yaml")["profiles"]
FIELDS = {"name", "owner", "state", "dateline", "days", "byline", "litter", "carries", "rights", "source"}
NAMELESS = {"Jakarta", "JAKARTA"}  # a place alone: what others write as well
BODY = "Menteri itu tiba di bandara pada Selasa (3/9/2024) untuk bertemu dengan gubernur dan para pengusaha setempat."


def test_every_profile_is_of_an_outlet_and_says_where_it_is_from():
    known = {row.name for row in outlets.table()}
    names = [profile["name"] for profile in PROFILES]
    assert len(names) == len(set(names)) >= 60
    assert set(names) <= known
    for profile in PROFILES:
        assert set(profile) <= FIELDS, profile["name"]
        assert profile["source"] == "own"
        assert profile.get("byline", "below") in {"initials", "below", "above"}
        assert all(name in outlets.names() for name in profile.get("carries", ())), profile["name"]


def test_litter_is_lower_case_and_said_once():
    common = yaml.safe_dump(rules.read_yaml("clean", "litter.yaml")["lone_lines"], allow_unicode=True)
    phrases = [phrase for profile in PROFILES for phrase in profile.get("litter", ())]
    assert len(phrases) == len(set(phrases))
    assert all(phrase == phrase.lower().strip() for phrase in phrases)
    assert not [phrase for phrase in phrases if f"- {phrase}\n" in common]


@pytest.mark.parametrize("profile", [p for p in PROFILES if "dateline" in p], ids=lambda p: p["name"])
def test_the_dateline_names_the_outlet(profile):
    document = clean(RawPage("a.txt", f"Menteri Tiba\n\n{profile['dateline']}{BODY}".encode(), "text"))
    named = document.outlet.name if document.outlet else None
    if profile["dateline"].strip(" -–:") in NAMELESS:
        assert named is None
    else:
        assert named == profile["name"]


@pytest.mark.parametrize("phrase", sorted({phrase for p in PROFILES for phrase in p.get("litter", ())}))
def test_litter_of_its_own_is_no_body(phrase):
    text = f"Menteri Tiba\n\n{BODY}\n\n{phrase.capitalize()}:\n\n{BODY.replace('tiba', 'pulang')}"
    document = clean(RawPage("a.txt", text.encode(), "text"))
    body = [document.text[block.start : block.end] for block in document.blocks if block.label == "body"]
    assert not [line for line in body if phrase in line.lower()]
    assert sum("Menteri itu" in line for line in body) >= 1


def test_an_unknown_outlet_works_without_a_profile():
    document = clean(RawPage("a.txt", f"Menteri Tiba\n\nSuratKabarKita.com, Jakarta - {BODY}".encode(), "text"))
    assert document.outlet
    assert document.outlet.name == "SuratKabarKita.com"

"""What names somebody who is watched is never passed over, however it is written; what names nobody mostly is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runut.acquire import find
from runut.clean.mojibake import is_mojibake, repaired
from runut.own import Own, use
from runut.records import RawPage
from runut.rules import use_files
from runut.scale.watch import Watch, letters

NAMES = ("Putin", "Vladimir Putin", "Kim Jong-un", "Korut", "Recep Tayyip Erdoğan", "AS", "Türkiye", "Duma", "PBB")
WATCH = Watch.of(["Rusia", "Korut", "AS", "Turki", "PBB", "Sekar Wirahadi"])
BEFORE, AFTER = "Menteri itu, kata ", ", tiba pada Senin pagi."


def html(body: str, charset: str = "utf-8") -> RawPage:
    page = f"<html><head><meta charset='{charset}'><title>Berita</title></head><body><p>{body}</p></body></html>"
    return RawPage("a.html", page.encode(charset, "xmlcharrefreplace"), "html")


def text(body: str) -> RawPage:
    return RawPage("a.txt", body.encode(), "text")


def disguises(name: str, draw: st.DataObject) -> str:
    """The name with entities for letters, marks that are not seen, or tags between them."""
    out = []
    for char in name:
        way = draw.draw(st.sampled_from(["plain", "plain", "number", "hex", "shy", "zero", "tag", "wbr"]))
        if char in " -":
            out.append(char)
        elif way == "number":
            out.append(f"&#{ord(char)};")
        elif way == "hex":
            out.append(f"&#x{ord(char):x};")
        else:
            more = {"shy": "&shy;", "zero": "\u200b", "tag": "<i></i>", "wbr": "<wbr>"}.get(way, "")
            out.append(char + (more if len(out) + 1 < len(name) else ""))
    return "".join(out)


@settings(max_examples=60)
@given(st.sampled_from(NAMES), st.data())
def test_no_disguise_hides_a_name_in_a_page(name: str, draw: st.DataObject) -> None:
    assert WATCH.names(html(BEFORE + disguises(name, draw) + AFTER))


@given(st.sampled_from(NAMES), st.sampled_from(["utf-8", "windows-1252", "iso-8859-9", "windows-1251", "utf-16"]))
def test_no_charset_hides_a_name(name: str, charset: str) -> None:
    page = html(BEFORE + name + AFTER, charset)
    assert WATCH.names(page)
    assert WATCH.names(RawPage("a.txt", (BEFORE + name + AFTER).encode("utf-16"), "text"))


@given(st.sampled_from(NAMES), st.booleans())
def test_no_escape_hides_a_name(name: str, ascii_only: bool) -> None:
    every = "".join(f"\\u{ord(char):04x}" for char in name)
    for written in (every, json.dumps(name, ensure_ascii=ascii_only)[1:-1]):
        facts = f'<script type="application/ld+json">{{"articleBody": "{BEFORE}{written}{AFTER}"}}</script>'
        assert WATCH.names(html("Isi berita." + facts))


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_read_as_rows(tmp_path: Path, name: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps({"text": BEFORE + name + AFTER}) + "\n")
    (page,) = find([str(path)])
    assert isinstance(page, RawPage)
    assert WATCH.names(page)


@pytest.mark.parametrize("name", NAMES)
def test_wrong_decoding_and_lost_blanks_hide_no_name(name: str) -> None:
    broken = BEFORE + name.encode().decode("windows-1252", "replace") + AFTER
    assert WATCH.names(text(broken)) == (name in repaired(broken))  # what is not repaired is not read as the name
    assert WATCH.names(text(f"Menteri{name}tiba" if name[0].isupper() and len(name) > 4 else f"oleh {name}-lah"))
    assert WATCH.names(html(BEFORE + f"{name[:1]}<!-- > -->{name[1:]}" + AFTER))
    assert WATCH.names(text(BEFORE + name.upper() + AFTER))


@pytest.mark.parametrize(
    "body",
    [
        "Mereka baru siap berangkat ke pasar.",  # "barusiap" holds "rusia"
        "Kasus itu dibahas di PASAR MINGGU.",  # "AS" inside of words
        "Ia memikirkan pikiran manusia dan harus siaga.",
        "Pasar di Sleman ramai pada hari libur.",
    ],
)
def test_what_names_nobody_is_passed_over(body: str) -> None:
    assert not WATCH.names(text(body))
    assert not WATCH.names(html(body))


def test_a_state_is_watched_with_its_people_and_bodies_and_a_person_alone() -> None:
    assert {"Putin", "Korea Utara", "Moskow", "Duma"} < set(Watch.of(["RUS", "Korut"]).words)
    lavrov = Watch.of(["Lavrov"])
    assert lavrov.names(text("Sergey Lavrov tiba."))
    assert not lavrov.names(text("Vladimir Putin tiba di Rusia."))


def test_names_that_nobody_knows_and_names_of_the_user() -> None:
    assert WATCH.names(text("Warga menemui Sekar Wirahadi di kantornya."))
    assert Watch.of(["nelayan"]).names(text("Para nelayan pulang."))
    assert Watch.of(["Путин"]).names(html("Kata Путин pada Senin."))
    assert not Watch.of(["Путин"]).names(html("Kata Медведев pada Senin."))


def test_actors_of_the_user_are_watched_by_all_their_names(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("actors:\n- {name: Aliansi Nelayan Natuna, kind: organisation, country: IDN, aliases: [ANN]}\n")
    use_files(actors=[own], model=False)
    assert Watch.of(["Aliansi Nelayan Natuna"]).names(text("Ketua ANN menolak."))
    use(Own(model=False))
    assert not Watch.of(["Aliansi Nelayan Natuna"]).names(text("Ketua ANN menolak."))


def test_what_cannot_be_read_is_not_passed_over() -> None:
    assert WATCH.names(RawPage("a.html", b"<div>" * 5000, "html"))
    assert WATCH.names(RawPage("a.txt", b"a\0b" * 9, "text"))


@given(st.text(), st.text())
def test_the_letters_of_a_name_are_among_those_of_its_page(before: str, after: str) -> None:
    for name in NAMES:
        assert letters(name).lower() in letters(before + name + after).lower()


@given(st.lists(st.sampled_from(["Ã", "â", "€", "™", "“", "”", "Å", "a", "Z", " ", "\n", "œ", "Â", "°", "\x85", "³"])))
def test_the_shorter_test_for_mojibake_says_what_ftfy_says(parts: list[str]) -> None:
    from ftfy.badness import is_bad

    for sample in ("".join(parts), "Kata ia. " * 4 + "".join(parts) + " pada Senin" * 3, "–".join(parts)):
        assert is_mojibake(sample) == is_bad(sample)


@given(st.text())
def test_and_for_any_text(sample: str) -> None:
    from ftfy.badness import is_bad

    assert is_mojibake(sample) == is_bad(sample)

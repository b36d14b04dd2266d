from datetime import date
from pathlib import Path

import pytest
import yaml

from runut.clean import clean, jakarta_day, language
from runut.clean.decode import decode
from runut.errors import UnreadableError
from runut.records import Given, RawPage

DAYS = yaml.safe_load((Path(__file__).parent / "days.yaml").read_text(encoding="utf-8"))
TEXT = "Juru bicara itu berkata, “Kami siap” – lalu pergi. Café di São Tomé."
PROSE = (
    "Kepala pelabuhan itu mengatakan bahwa dermaga yang baru sudah siap dipakai dan kapal-kapal akan tiba pada bulan "
    "depan. Menurut dia, tidak ada lagi yang perlu dikerjakan oleh para pekerja sebelum upacara pembukaan digelar."
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
def test_encodings(encoding):
    assert decode(TEXT.encode(encoding), charset=None, html=False).text == TEXT


def test_order_of_declarations():
    markup = '<meta charset="windows-1252"><p>“Kami siap”</p>'
    assert "“Kami siap”" in decode(markup.encode("windows-1252"), charset=None, html=True).text
    assert "“Kami siap”" in decode(markup.encode("utf-8"), charset="utf-8", html=True).text
    assert "“Kami siap”" in decode(b"\xef\xbb\xbf" + markup.encode(), charset="windows-1252", html=True).text
    assert "“Kami siap”" in decode(markup.encode("windows-1252"), charset="iso-8859-1", html=True).text
    assert "“Kami siap”" in decode(markup.encode("windows-1252"), charset="no-such-charset", html=True).text


@pytest.mark.parametrize(
    "text", [TEXT, "Biasa saja.\n\nBaris kedua.\tTab\u00a0dan spasi  ganda.", "AT&T dan R&D, x &y; z"]
)
def test_sound_text_is_not_touched(text):
    decoded = decode(text.encode(), charset=None, html=False)
    assert decoded.text == text
    assert decoded.repairs == ()


def test_line_breaks():
    assert decode(b"a\r\nb\nc", charset=None, html=False).text == "a\nb\nc"


def test_entities_are_decoded_and_said():
    decoded = decode(b"Kata &quot;siap&quot;&nbsp;&amp; pergi &#8211; lalu", charset=None, html=False)
    assert decoded.text == 'Kata "siap"\u00a0& pergi – lalu'
    assert decoded.repairs == ("HTML entities decoded",)


def test_mojibake_is_repaired_and_said():
    broken = "Juru bicara itu berkata, ‘Kami siap’ – lalu pergi".encode().decode("windows-1252")
    decoded = decode(broken.encode(), charset=None, html=False)
    assert decoded.text == "Juru bicara itu berkata, ‘Kami siap’ – lalu pergi"
    assert decoded.repairs == ("mojibake repaired",)


def test_nul_bytes_are_binary():
    with pytest.raises(UnreadableError) as caught:
        decode(b"Kapal itu\x00\x00 tiba di dermaga baru pada pagi hari", charset=None, html=False)
    assert caught.value.reason == "binary"


def test_empty():
    with pytest.raises(UnreadableError) as caught:
        clean(RawPage("a.txt", b" \n ", "text"))
    assert caught.value.reason == "empty"


@pytest.mark.parametrize(("value", "expected"), DAYS)
def test_jakarta_day(value, expected):
    assert jakarta_day(value) == (expected if isinstance(expected, date) else None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (PROSE, "id"),
        (PROSE * 20, "id"),
        (
            "The minister said that the new harbour is ready and that the ships will arrive in the next month. " * 4,
            "en",
        ),
        ("Kapal tiba.", "id"),
        ("", "und"),
        ("12345 !!!", "und"),
        (
            "Menteri itu berkata pihaknya mahu kapal itu dibawa ke pelabuhan kerana ia boleh dibaiki daripada awal, "
            "beliau berkata kepada polis pada Jumaat bahawa wang itu sahaja tidak boleh digunakan di situ. " * 3,
            "ms",
        ),
    ],
)
def test_language(text, code):
    assert language.detect(text) == code


def test_other_languages_are_named():
    german = "Der Minister sagte am Montag, dass der neue Hafen bald eröffnet werde und die Schiffe bereit seien. " * 4
    assert language.detect(german) not in ("id", "ms")


def test_identity():
    raw = RawPage("a.txt", PROSE.encode(), "text")
    first, again = clean(raw), clean(raw)
    keyed = clean(RawPage("a.txt", PROSE.encode(), "text", Given(key="7")))
    assert first == again
    assert len(first.id) == 16
    assert first.id == first.sha256[:16]
    assert keyed.sha256 == first.sha256
    assert keyed.id != first.id
    assert keyed.key == "7"


def test_given_title_and_date():
    given = Given(title="Dermaga Baru Siap Dipakai", published="2024-09-03T17:30:00Z")
    document = clean(RawPage("a.txt", PROSE.encode(), "text", given))
    assert document.title is None
    assert document.title_given == "Dermaga Baru Siap Dipakai"
    assert [(found.value, found.where) for found in document.metadata_dates] == [("2024-09-03T17:30:00Z", "given")]
    inside = clean(RawPage("a.txt", f"Dermaga baru siap dipakai\n\n{PROSE}".encode(), "text", given))
    assert inside.title is not None
    assert inside.title.text == "Dermaga baru siap dipakai"

"""TimeML: valid by the specification, true to the text, with links, empty TIMEX3s and anchors."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from runut.cli import run
from runut.pipeline import read_raw
from runut.publish.timeml import creation_value, escaped, timeml
from runut.records import Article, Given, Published, RawPage

HERE = Path(__file__).parent
GOLD = sorted((HERE.parent / "gold" / "articles").glob("*.txt"))
DTD = etree.DTD(str(HERE / "timeml_1_2_1.dtd"))


def article(text: str, published: str | None = "2020-08-14") -> Article:
    return read_raw(RawPage("berita.txt", text.encode(), "text", given=Given(published=published)))


def tree(text: str, published: str | None = "2020-08-14") -> etree._Element:
    root = etree.fromstring(timeml(article(text, published)).encode())
    assert DTD.validate(root), DTD.error_log
    return root


def timex(root: etree._Element, words: str) -> etree._Element:
    return next(found for found in root.iter("TIMEX3") if found.text == words)


def by_id(root: etree._Element, tid: str | None) -> etree._Element:
    return next(found for found in root.iter("TIMEX3") if found.get("tid") == tid)


@pytest.mark.parametrize("path", GOLD, ids=[path.stem for path in GOLD])
def test_every_gold_article_is_valid_and_its_text_unchanged(path: Path) -> None:
    found = read_raw(RawPage(str(path), path.read_bytes(), "text"))
    root = etree.fromstring(timeml(found).encode())
    assert DTD.validate(root), DTD.error_log
    text = root.find("TEXT")
    assert text is not None
    assert "".join(text.itertext()) == found.document.text
    inline = [element for element in text if element.tag == "TIMEX3"]
    assert [element.text for element in inline] == [time.text for time in found.times]
    assert [element.get("value") for element in inline] == [time.value for time in found.times]


def test_creation_time_and_anchors() -> None:
    root = tree("Presiden tiba kemarin. Sehari kemudian ia pulang.")
    assert root.find("DCT/TIMEX3").get("value") == "2020-08-14"
    first, second = timex(root, "kemarin"), timex(root, "Sehari kemudian")
    assert (first.get("value"), first.get("anchorTimeID")) == ("2020-08-13", "t0")
    assert first.get("temporalFunction") == "true"
    assert (second.get("value"), second.get("anchorTimeID")) == ("2020-08-14", first.get("tid"))


def test_a_written_date_is_no_function() -> None:
    found = timex(tree("Presiden tiba pada 5 Mei 2020."), "5 Mei 2020")
    assert (found.get("temporalFunction"), found.get("anchorTimeID")) == ("false", None)


def test_length_tied_to_the_article_has_its_ends() -> None:
    root = tree("Ia sakit dalam dua tahun terakhir.")
    found = timex(root, "dua tahun terakhir")
    assert (found.get("type"), found.get("value"), found.get("endPoint")) == ("DURATION", "P2Y", "t0")
    assert by_id(root, found.get("beginPoint")).get("value") == "2018-08-14"


def test_anniversary_reaches_from_the_founding_day() -> None:
    root = tree("Warga menghadiri peringatan 75 tahun kemerdekaan RI.")
    found = timex(root, "peringatan 75 tahun")
    ends = [by_id(root, found.get(name)) for name in ("beginPoint", "endPoint")]
    assert [end.get("value") for end in ends] == ["1945-08-17", "2020-08-17"]
    assert all(end.text is None for end in ends)


def test_a_range_has_an_empty_length() -> None:
    root = tree("Pameran digelar 25 hingga 27 Juli 2020.")
    (length,) = [t for t in root.findall("TIMEX3") if t.get("type") == "DURATION"]
    assert length.get("value") == "P3D"
    assert [by_id(root, length.get(name)).text for name in ("beginPoint", "endPoint")] == ["25", "27 Juli 2020"]


def test_days_from_a_feast_are_anchored_on_its_day() -> None:
    root = tree("Arus balik memuncak pada H+2 Lebaran.", "2020-05-28")
    found = timex(root, "H+2 Lebaran")
    assert found.get("value") == "2020-05-26"
    assert by_id(root, found.get("anchorTimeID")).get("value") == "2020-05-24"


def test_recurring_time_keeps_quantity_and_frequency() -> None:
    root = tree("Ronda digelar setiap Senin. Obat diminum dua kali sehari.")
    assert timex(root, "setiap Senin").get("quant") == "EVERY"
    assert timex(root, "dua kali sehari").get("freq") == "2X"


def test_event_its_instance_and_its_link() -> None:
    root = tree("Rusia tidak menyerang Ukraina.\n\nMiliter Rusia menyerang Kharkiv, Ukraina, pada Senin (10/8/2020).")
    link = root.find("TLINK")
    instance = next(i for i in root.iter("MAKEINSTANCE") if i.get("eiid") == link.get("eventInstanceID"))
    event = next(e for e in root.iter("EVENT") if e.get("eid") == instance.get("eventID"))
    assert event.text == "menyerang"
    assert by_id(root, link.get("relatedToTime")).text == "Senin (10/8/2020)"
    assert (link.get("relType"), root.find("TEXT/SIGNAL").text) == ("IS_INCLUDED", "pada")
    assert "NEG" in [i.get("polarity") for i in root.iter("MAKEINSTANCE")]


def test_an_unknown_day_stays_unknown() -> None:
    assert tree("Presiden tiba kemarin.", None).find("DCT/TIMEX3").get("value") == "XXXX-XX-XX"


@pytest.mark.parametrize(
    ("earliest", "latest", "value"),
    [("2020-05-01", "2020-05-01", "2020-05-01"), ("2020-05-01", "2020-05-09", "2020-05"),
     ("2020-05-01", "2020-06-09", "2020"), ("2019-05-01", "2020-06-09", "XXXX-XX-XX")],
)  # fmt: skip
def test_creation_value_of_an_interval(earliest: str, latest: str, value: str) -> None:
    from datetime import date

    days = date.fromisoformat(earliest), date.fromisoformat(latest)
    assert creation_value(Published(*days, f"{earliest}/{latest}", "text")) == value


def test_what_xml_forbids_is_replaced_one_for_one() -> None:
    assert escaped("a\x00b<&>\r\n") == "a\ufffdb&lt;&amp;&gt;&#13;\n"


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = [str(path) for path in GOLD[:2]]
    assert run(["read", files[0], "--format", "timeml"]) == 0
    assert DTD.validate(etree.fromstring(capsys.readouterr().out.encode()))
    assert run(["read", *files, "--format", "timeml"]) == 2
    assert run(["read", *files, "--output", str(tmp_path)]) == 2
    assert run(["read", *files, "--format", "timeml", "-o", str(tmp_path / "out")]) == 0
    assert sorted(path.stem for path in (tmp_path / "out").glob("*.tml")) == [Path(name).stem for name in files]

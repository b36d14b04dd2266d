"""The code tables: foldings as PLOVER does them, the known errors of the published tables, pairs of parties."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from sample_records import CLUSTERS, KABAR, KIM, PRK, PUTIN, RI, RUS, WARTA, party, when

from runut.publish.codes import (
    cameo_name,
    coded,
    columns,
    contexts,
    countries,
    in_manual,
    intensity,
    quad,
    quad_of_cameo,
    sector,
)
from runut.publish.formats.rows import cell, tsv
from runut.publish.parties import Cast
from runut.publish.view import View
from runut.records import Entity

CASES = yaml.safe_load((Path(__file__).parent / "foldings.yaml").read_text(encoding="utf8"))
TIMES = {
    "past": when("2020-06-20", date(2020, 6, 20), date(2020, 6, 20)),
    "future": when("2030-01-01", date(2030, 1, 1), date(2030, 1, 1)),
    None: None,
}
REPORTED = CLUSTERS[2]
TYPES = {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
         "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[" ".join(map(str, case[:5])) for case in CASES])
def test_folding(case: list[str | None]) -> None:
    kind, mode, cameo, status, day, *wanted = case
    cluster = replace(REPORTED, type=kind, mode=mode, cameo=cameo, status=status, time=TIMES[day])
    code = coded(cluster)
    assert (code is None) == (wanted[0] is None)
    if code is not None:
        assert [code.type, code.mode, code.cameo] == wanted
        assert code.folded == (code.type != kind)


def test_every_folding_gives_a_type_and_a_mode_that_there_are() -> None:
    for kind in TYPES:
        for status in ("planned", "negated"):
            for time in TIMES.values():
                code = coded(replace(REPORTED, type=kind, mode=None, status=status, time=time))
                assert code is not None
                assert code.type in TYPES
                assert in_manual(code.type, code.mode)


def test_the_errors_of_the_published_tables_are_not_repeated() -> None:
    assert intensity("ACCUSE", None) == -3.0  # printed without its sign
    assert intensity("PROTEST", "vandalize") == -5.0  # no score printed: that of its type
    assert intensity("CONSULT", "phone") == 1.5
    assert not in_manual("RETREAT", "return")  # in the data, not in the manual
    assert in_manual("RETREAT", "withdraw")
    assert in_manual("AGREE", None)
    assert not {"humanitarian", "democracy"} & contexts()  # in the CAMEO table, not in the manual
    assert sector("role", "MED") == ("JRN", "MED")  # the media, which PLOVER calls JRN; its MED is health
    assert sector("role", "IGO") == ("", "IGO")
    assert sector("office", "leader") == ("", "")
    assert sector("role", "nothing") == ("", "")


def test_a_type_of_ones_own_has_no_code() -> None:
    assert coded(replace(REPORTED, type="YIELD", status="actual")) is None
    assert coded(replace(REPORTED, type="YIELD", status="planned")) is None


def test_look_ups() -> None:
    assert [len(columns(name)) for name in ("POLECAT_weekly_txt", "ICEWS_dataverse", "GDELT2_events")] == [40, 20, 61]
    assert quad("AID").number == 2
    assert [quad_of_cameo(code) for code in ("010", "057", "060", "0874", "090", "138", "140", "203")] == [
        1, 1, 2, 2, 3, 3, 4, 4,
    ]  # fmt: skip
    assert cameo_name("0579") == cameo_name("057")
    assert countries()["DEU"].cow == "255"  # since 1990; 260 was the western state
    assert countries()["IDN"].fips == "ID"
    assert countries()["KOR"].fips == "KS"
    numbers = [country.cow for country in countries().values() if country.cow]
    assert len(numbers) == len(set(numbers)) > 190


def names(cluster: object, view: View) -> list[tuple[str | None, str | None]]:
    pairs = Cast(view).pairs(cluster)  # type: ignore[arg-type]
    return [(a.name if a else None, b.name if b else None) for a, b in pairs]


def test_pairs() -> None:
    view = View(CLUSTERS, (WARTA, KABAR))
    base = replace(CLUSTERS[0], act="award")
    assert names(CLUSTERS[0], view) == [("Kim Jong-un", "Vladimir Putin"), ("Vladimir Putin", "Kim Jong-un")]
    assert names(replace(base, actors=(KIM, PRK), targets=(RUS,)), view) == [("Kim Jong-un", "Rusia")]
    assert names(replace(base, actors=(), targets=(RUS,)), view) == [(None, "Rusia")]
    assert names(replace(base, actors=(RUS,), targets=()), view) == [("Rusia", None)]
    assert names(replace(base, actors=(), targets=()), view) == []
    both = names(replace(base, act="meet", actors=(KIM, RI, PUTIN), targets=()), view)
    assert ("Kim Jong-un", "Ri Son Gwon") not in both
    assert len(both) == 4
    home = party("Choe Son-hui", "person:choe-son-hui", "PRK")
    assert len(names(replace(base, act="meet", actors=(KIM, home), targets=()), view)) == 2


def test_sectors_come_from_the_office_the_day_and_the_entity() -> None:
    known = replace(KABAR, entities=(
        Entity("Q7747", "Vladimir Putin", "person", "RUS", "Q7747"),
        Entity("person:kim-jong-un", "Kim Jong-un", "person", "PRK", None, "Pemimpin Korea Utara"),
        Entity("org:x", "Ahmad Contoh", "person", "IDN", None, "Panglima TNI"),
        Entity("RUS", "Rusia", "state", "RUS"),
    ))  # fmt: skip
    cast = Cast(View(CLUSTERS, (known,)))
    cluster = replace(CLUSTERS[0], time=TIMES["past"])
    ahmad = party("Ahmad Contoh", "org:x", "IDN")
    sides = (party("Vladimir Putin", "Q7747", "RUS"), KIM, ahmad, party("W", "X:MIL", None))
    found = {one.name: (one.sector, one.title) for one in cast.side(cluster, sides)}
    assert found["Vladimir Putin"] == ("GOV", "president")
    assert found["Kim Jong-un"] == ("GOV", "Pemimpin Korea Utara")
    assert found["Ahmad Contoh"] == ("MIL", "Panglima TNI")
    assert found["W"] == ("MIL", "")
    assert [one.sector for one in cast.side(cluster, (RUS,))] == [""]
    before = replace(cluster, time=when("1990", date(1990, 1, 1), date(1990, 12, 31)))
    assert cast.side(before, sides[:1])[0].sector == ""


def test_cells_hold_no_tab_no_line_break_and_no_formula() -> None:
    assert cell("=cmd|' /C calc'!A0") == "cmd|' /C calc'!A0"
    assert cell("a\tb\r\nc\u2028d\u202ee") == "a b c de"
    assert [cell(value) for value in (None, 0, -6.2, 2.0)] == ["", "0", "-6.2", "2"]
    assert cell(20240620000000) == "20240620000000"
    with pytest.raises(AssertionError):
        tsv(("a",), [{"b": 1}], header=True)

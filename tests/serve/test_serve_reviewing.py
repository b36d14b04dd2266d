"""Deciding in the browser: the queue, every verb, the list of decisions, and what a hostile sender cannot do."""

from __future__ import annotations

import re
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from deciding import HERE, Bench, Writer, add, make
from lxml import html
from starlette.testclient import TestClient

from runut.api import Chronicle
from runut.keep import engine
from runut.keep.engine import writing
from runut.keep.merging import merge, start_over
from runut.keep.store import Store
from runut.serve.app import create_app
from runut.serve.guard import Guard
from runut.serve.writes import KEY, ROOM

NASTY = "<script>alert(1)</script><img src=x onerror=alert(2)>\u202e"


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    made = Bench(tmp_path_factory.mktemp("reviewing"))
    with made.client:
        yield made


@pytest.fixture
def client(bench: Bench) -> TestClient:
    return bench.renewed()


@pytest.fixture
def path(bench: Bench, client: TestClient) -> Path:
    return bench.path


@pytest.fixture
def sari(client: TestClient) -> Writer:
    return Writer(client)


def doc(client: TestClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    return html.fromstring(answer.text)


def here(client: TestClient, address: str = "/review") -> str:
    """The event that the queue shows."""
    action: str = doc(client, address).xpath("//form[contains(@action, '/accept')]/@action")[0]
    return urlsplit(action).path.split("/")[2]


def put(path: Path, lines: dict[str, str]) -> None:
    """A build adds pages, and all is merged anew."""
    store = Store(path)
    add(store, lines)
    with writing(store.engine) as connection:
        start_over(connection)
    merge(store)
    store.engine.dispose()


# ---------------------------------------------------------------- the queue


def test_the_name_is_asked_once(client: TestClient) -> None:
    nobody = Writer(client, name="")
    first = doc(client, "/review")
    assert first.xpath("//input[@name='author']")
    assert not first.xpath("//form[contains(@action, '/accept')]")
    assert nobody.send("/events/" + nobody.events()["2023-09-13"] + "/accept").status_code == 400
    answer = nobody.send("/review/author", author="  Sari Dewi é ", back="/review?actor=Rusia")
    assert answer.headers["location"] == "/review?actor=Rusia"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Sari Dewi é" in client.get("/review").text
    nobody.send("/events/" + nobody.events()["2023-09-13"] + "/accept", to="event")
    assert [one["author"] for one in nobody.decisions()] == ["Sari Dewi é"]


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "a\x1b[2Jb", "a\u202eb"])
def test_what_is_no_name_is_refused(name: str, client: TestClient) -> None:
    assert Writer(client, name="").send("/review/author", author=name, back="/review").status_code == 400


@pytest.mark.parametrize("back", ["//evil.example/", "/\\evil.example", "https://evil.example", "x", "/a\nb"])
def test_the_way_back_is_one_of_ours(back: str, client: TestClient) -> None:
    assert Writer(client, name="").send("/review/author", author="x", back=back).headers["location"] == "/review"


def test_the_queue_goes_through_every_event_and_ends(client: TestClient, sari: Writer) -> None:
    seen = []
    for left in range(4, 0, -1):
        shown = doc(client, "/review")
        assert shown.xpath("string(//*[@id='place'])").startswith(f"1 of {left} waiting")
        seen.append(here(client))
        answer = sari.send(f"/events/{seen[-1]}/accept", to="queue")
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/review?")
    assert sorted(seen) == sorted(sari.events().values())
    assert "Nothing is left to judge" in client.get("/review").text
    assert client.get("/review.json").json() == []
    assert {one["verb"] for one in sari.decisions()} == {"accept"}


def test_next_and_previous_lead_through_the_queue_and_back(client: TestClient, sari: Writer) -> None:
    addresses, at = ["/review"], doc(client, "/review")
    while found := at.xpath("//nav[@class='queue']/a[@rel='next']/@href"):
        addresses.append(found[0])
        at = doc(client, found[0])
    shown = [here(client, one) for one in addresses]
    assert [one["id"] for one in client.get("/review.json").json()] == shown
    assert len(set(shown)) == 4
    assert here(client, at.xpath("//nav[@class='queue']/a[@rel='prev']/@href")[0]) == shown[-2]


def test_the_filters_stay(client: TestClient, sari: Writer) -> None:
    shown = doc(client, "/review?actor=USA")
    assert "of 2 waiting" in shown.xpath("string(//*[@id='place'])")
    event = here(client, "/review?actor=USA")
    answer = sari.send(f"/events/{event}/accept?actor=USA", to="queue")
    assert parse_qs(urlsplit(answer.headers["location"]).query)["actor"] == ["USA"]
    assert "1 of 1 waiting" in client.get(answer.headers["location"]).text


def test_the_page_shows_sentences_doubt_and_keys(client: TestClient, sari: Writer) -> None:
    shown = doc(client, f"/review?at={sari.events()['2023-09-13']}")
    marked = [" ".join(one.split()) for one in shown.xpath("//section[@aria-labelledby='reports-title']//mark//text()")]
    assert "visit CONSULT PRK RUS 2023-09-13 actual" in " ".join(marked)
    doubt = shown.xpath("string(//p[@class='doubt'])")
    assert "confidence" in doubt
    assert "test" in doubt
    keys = {one.get("data-key") for one in shown.xpath("//*[@data-key]")}
    assert {"a", "x", "e", "m", "s", "n", "?"} <= keys
    assert {"a", "x", "e", "m", "s", "u", "n", "p", "?"} <= set(shown.xpath("//details[@id='judge-keys']//kbd/text()"))


def test_every_field_has_a_name(client: TestClient, sari: Writer) -> None:
    sari.send(f"/events/{sari.events()['2020-01-01']}/accept", to="event")
    for address in ("/review", "/events/" + sari.events()["2023-09-13"], "/decisions", "/audit"):
        shown = doc(client, address)
        for one in shown.xpath("//main//input[not(@type='hidden')] | //main//select | //main//textarea"):
            assert one.xpath("ancestor::label") or one.get("aria-label"), html.tostring(one)
        forms = shown.xpath("//form[@method='post']")
        assert forms
        assert all(one.xpath(".//input")[0].get("name") == KEY for one in forms)
        assert not shown.xpath("//*[@style or @onclick]")


@pytest.mark.parametrize("language", ["id", "en"])
def test_all_is_said_in_the_readers_language(language: str, client: TestClient, sari: Writer) -> None:
    words = {"id": "Benarkah ini?", "en": "Is this right?"}
    sari.send(f"/events/{sari.events()['2020-01-01']}/accept", to="event")
    sari.send("/audit", size="2", seed="0")
    for address in ("/review", "/decisions", "/audit", "/audit/1"):
        shown = client.get(f"{address}?lang={language}").text
        assert not re.search(r">\s*(?:verb|need|state|audit|figure|queue|judge|key|only|merge|split)_\w+\s*<", shown)
        assert (words[language] in shown) is (address in ("/review", "/audit/1"))


# ---------------------------------------------------------------- the verbs


def test_a_rejected_event_stays_out_over_builds_until_it_is_undone(
    client: TestClient, sari: Writer, path: Path
) -> None:
    event = sari.events()["2023-09-13"]
    answer = sari.send(f"/events/{event}/reject", to="event", reason="not-an-event", note=NASTY)
    assert answer.headers["location"].startswith("/decisions?done=de-")
    assert "2023-09-13" not in sari.events()
    put(path, {"f.txt": "published 2024-01-02\nmeet CONSULT USA PRK 2024-01-01 actual"})
    assert "2023-09-13" not in sari.events()
    assert "2024-01-01" in sari.events()
    shown = doc(client, "/decisions")
    assert not shown.xpath("//main//script | //main//img")
    assert "<script>alert(1)</script>" in shown.xpath("string(//main)")
    assert "⟦U+202E⟧" in shown.xpath("string(//main)")
    made = sari.decisions()[0]
    assert (made["author"], made["reason"], made["note"], made["state"]) == ("sari", "not-an-event", NASTY, "in force")
    assert sari.send(f"/decisions/{made['id']}/undo", to="list").status_code == 303
    assert sari.events()["2023-09-13"] == event
    assert [one["state"] for one in sari.decisions()] == ["undone", "in force"]
    put(path, {})
    assert sari.events()["2023-09-13"] == event


def test_an_edit_keeps_what_was_changed_and_nothing_else(client: TestClient, sari: Writer, path: Path) -> None:
    event = sari.events()["2023-09-18"]
    form = doc(client, f"/events/{event}").xpath("//form[contains(@action, '/edit')]")[0]
    sent = {name: value for name, value in form.form_values() if name != KEY}
    assert sent["was_time"] == sent["time"] == "2023-09-18"
    unchanged = sari.send(f"/events/{event}/edit", **sent)
    assert unchanged.status_code == 400
    assert "Nothing was changed" in unchanged.text
    new = sent | {"time": "2023-09-17/2023-09-18", "status": "actual", "actors": "Korea Utara\r\nKim Jong Un\r\n"}
    assert sari.send(f"/events/{event}/edit", **new).status_code == 303
    made = sari.decisions()[0]["amendment"]
    assert (made["time"]["value"], made["status"], made["act"], made["targets"]) == (
        "2023-09-17/2023-09-18", "actual", None, None,
    )  # fmt: skip
    put(path, {})
    with Chronicle(path) as chronicle:
        told = next(one for one in chronicle.timeline() if one.time and one.time.value == "2023-09-17/2023-09-18")
    assert told.status == "actual"
    assert len(told.actors) == 2


@pytest.mark.parametrize(("field", "value"), [("time", ""), ("actors", " \r\n ")])
def test_an_empty_field_takes_the_value_out(field: str, value: str, client: TestClient, sari: Writer) -> None:
    event = sari.events()["2023-09-18"]
    form = doc(client, f"/events/{event}").xpath("//form[contains(@action, '/edit')]")[0]
    sent = {name: text for name, text in form.form_values() if name != KEY} | {field: value}
    assert sari.send(f"/events/{event}/edit", **sent).status_code == 303
    made = sari.decisions()[0]["amendment"]
    assert made["cleared"] == ["time"] if field == "time" else made["actors"] == []


@pytest.mark.parametrize(
    ("verb", "sent", "words"),
    [
        ("reject", {}, "Choose what is wrong"),
        ("reject", {"reason": "boring"}, "Choose what is wrong"),
        ("reject", {"reason": "other"}, "Write the reason"),
        ("reject", {"reason": "wrong-person"}, "Choose who"),
        ("reject", {"reason": "wrong-person", "person": "Napoleon"}, "takes no part"),
        ("reject", {"reason": "not-an-event", "reports": "nowhere.txt"}, "does not report"),
        ("edit", {"time": "kemarin", "was_time": ""}, "is no date"),
        ("edit", {"act": "no_such_act", "was_act": "visit"}, "there is no act"),
        ("edit", {"status": "sure", "was_status": "actual"}, "is unknown"),
        ("edit", {"place": "x" * 301, "was_place": ""}, "place"),
        ("merge", {}, "Choose or write"),
        ("merge", {"typed": "ev-000000000000"}, "there is no event"),
        ("split", {}, "Choose the reports"),
        ("accept", {"note": "x" * 2001}, "note"),
    ],
)
@pytest.mark.parametrize("to", ["queue", "event"])
def test_what_is_missing_is_said_on_the_page(
    verb: str, sent: dict[str, str], words: str, to: str, client: TestClient, sari: Writer
) -> None:
    event = sari.events()["2023-09-13"]
    answer = sari.send(f"/events/{event}/{verb}", to=to, **sent)
    assert answer.status_code == 400
    shown = html.fromstring(answer.text)
    assert words in shown.xpath("string(//*[@role='alert'])")
    assert shown.xpath(f"//form[contains(@action, '{event}/accept')]")
    if verb != "accept":
        assert shown.xpath(f"//details[@id='judge-{verb}'][@open]")
    assert not sari.decisions()


def test_what_was_typed_is_still_there_and_is_text(client: TestClient, sari: Writer) -> None:
    event = sari.events()["2023-09-13"]
    typed = '"><script>alert(1)</script>'
    answer = sari.send(f"/events/{event}/edit", time=typed, was_time="", actors=f"</textarea>{typed}", note=typed)
    shown = html.fromstring(answer.text)
    assert shown.xpath("//input[@name='time']/@value") == [typed]
    assert typed in shown.xpath("string(//textarea[@name='actors'])")
    assert not shown.xpath("//main//script")


@pytest.mark.parametrize("reason", ["wrong-type", "wrong-status"])
@pytest.mark.parametrize("to", ["queue", "event"])
def test_a_wrong_type_or_status_wants_the_right_one(reason: str, to: str, client: TestClient, sari: Writer) -> None:
    event = sari.events()["2023-09-13"]
    answer = sari.send(f"/events/{event}/reject", to=to, reason=reason)
    assert answer.status_code == 303
    shown = doc(client, answer.headers["location"])
    assert shown.xpath("//details[@id='judge-edit'][@open]")
    assert shown.xpath(f"//form[contains(@action, '{event}/edit')]")
    assert not sari.decisions()


def test_a_wrong_person_is_taken_out(client: TestClient, sari: Writer) -> None:
    event = sari.events()["2023-09-20"]
    people = doc(client, f"/events/{event}").xpath("//select[@name='person']/option/text()")
    sari.send(f"/events/{event}/reject", reason="wrong-person", person=people[0], to="event")
    left = client.get(f"/events/{event}.json").json()
    assert people[0] not in [one["name"] for one in (*left["actors"], *left["targets"])]


def test_two_events_become_one_and_are_taken_apart(client: TestClient, sari: Writer, path: Path) -> None:
    one, other = sari.events()["2023-09-13"], sari.events()["2023-09-18"]
    offered = doc(client, f"/events/{one}").xpath("//input[@name='other']/@value")
    assert offered[0] == other
    assert one not in offered
    assert sari.events()["2020-01-01"] not in offered
    answer = sari.send(f"/events/{one}/merge", to="queue", other=other)
    joined = parse_qs(urlsplit(answer.headers["location"]).query)["at"][0]
    assert len(client.get(f"/events/{joined}.json").json()["reports"]) == 3
    put(path, {})
    assert len(client.get(f"/events/{joined}.json").json()["reports"]) == 3
    boxes = doc(client, f"/events/{joined}").xpath("//form[contains(@action, '/split')]//input[@name='reports']")
    off = next(box for box in boxes if "c.txt" in box.xpath("string(following-sibling::span)"))
    answer = sari.send(f"/events/{joined}/split", to="event", reports=off.get("value"))
    assert answer.headers["location"].startswith("/events/ev-")
    put(path, {})
    assert sorted(len(one["reports"]) for one in client.get("/timeline.json").json()) == [1, 1, 1, 2]


def test_the_last_decision_is_ones_own(client: TestClient, sari: Writer, path: Path) -> None:
    events = sari.events()
    sari.send(f"/events/{events['2020-01-01']}/reject", to="queue", reason="not-an-event")
    with TestClient(create_app(path, Guard.of("127.0.0.1"), "en"), base_url=HERE) as elsewhere:
        budi = Writer(elsewhere, "budi")
        budi.send(f"/events/{events['2023-09-20']}/accept", to="queue")
    address = doc(client, "/review").xpath("//form[@class='last']/@action")[0]
    mine = next(one for one in sari.decisions() if one["author"] == "sari")
    assert address == f"/decisions/{mine['id']}/undo"
    answer = sari.send("/decisions/last/undo", to="queue")
    assert "2020-01-01" in sari.events()
    assert parse_qs(urlsplit(answer.headers["location"]).query)["at"] == [events["2020-01-01"]]
    assert sari.send("/decisions/last/undo", to="queue").status_code == 404


def test_an_event_that_another_took_out_is_said_to_be_gone(client: TestClient, sari: Writer) -> None:
    event = sari.events()["2020-01-01"]
    sari.send(f"/events/{event}/reject", to="queue", reason="not-an-event")
    answer = sari.send(f"/events/{event}/accept", to="queue")
    assert answer.status_code == 404
    assert "somebody may have merged or rejected it" in answer.text
    assert "no longer waits for a decision" in client.get(f"/review?at={event}").text


# ---------------------------------------------------------------- decisions and gold


def test_the_list_of_decisions_is_that_of_the_command_line(
    client: TestClient, sari: Writer, path: Path, tmp_path: Path
) -> None:
    events = sari.events()
    sari.send(f"/events/{events['2020-01-01']}/reject", to="list", reason="other", note="bukan berita")
    sari.send(f"/events/{events['2023-09-20']}/accept", to="list")
    shown = doc(client, "/decisions")
    assert len(shown.xpath("//ol[contains(@class, 'decisions')]/li")) == 2
    assert shown.xpath("//ol//a/@href") == [f"/events/{events['2023-09-20']}"]
    assert client.get("/decisions.csv").text.count("\r\n") == 3
    lines = client.get("/decisions.jsonl").content
    with Chronicle(path) as chronicle:
        assert [one.decision.id for one in chronicle.decisions()] == [one["id"] for one in sari.decisions()]
    other = make(tmp_path / "other.db")
    with TestClient(create_app(other, Guard.of("127.0.0.1")), base_url=HERE) as elsewhere:
        sent = elsewhere.post("/api/decisions", content=lines, headers={"Content-Type": "application/x-ndjson"})
        assert sent.json() == {"added": 2, "known": 0, "waiting": 0}
        assert Writer(elsewhere).events().keys() == sari.events().keys()


def test_what_waits_is_listed_apart(client: TestClient, sari: Writer, tmp_path: Path) -> None:
    sari.send(f"/events/{sari.events()['2020-01-01']}/accept", to="list")
    assert not doc(client, "/decisions?waiting=true").xpath("//ol/li")
    other = make(tmp_path / "other.db", {"x.txt": "published 2023-01-01\nvisit CONSULT USA RUS 2022-12-31 actual"})
    lines = client.get("/decisions.jsonl").content
    with TestClient(create_app(other, Guard.of("127.0.0.1"), "en"), base_url=HERE) as elsewhere:
        elsewhere.post("/api/decisions", content=lines, headers={"Content-Type": "application/x-ndjson"})
        assert "its article is not here" in elsewhere.get("/decisions?waiting=true").text


def test_what_is_judged_is_gold(client: TestClient, sari: Writer) -> None:
    sari.send(f"/events/{sari.events()['2020-01-01']}/accept", to="list")
    answer = client.get("/decisions/gold.yaml")
    assert "attachment" in answer.headers["content-disposition"]
    items = yaml.safe_load(answer.text)
    assert [(one["type"], one["date"]) for one in items[0]["events"]] == [(["AGREE"], ["2020-01-01"])]


# ---------------------------------------------------------------- harm


@pytest.mark.parametrize(
    "path_of", ["/events/{}/accept", "/events/{}/reject", "/decisions/last/undo", "/review/author", "/audit"]
)
def test_a_foreign_page_decides_nothing(path_of: str, client: TestClient, sari: Writer) -> None:
    address = path_of.format(sari.events()["2023-09-13"])
    sent = {"reason": "not-an-event", "author": "x", "size": "2", "seed": "0"}
    own, foreign = {"Origin": HERE}, {"Origin": "http://evil.example"}
    assert client.post(address, data=sent, headers=own).status_code == 403
    assert client.post(address, data={KEY: "0" * 64, **sent}, headers=own).status_code == 403
    assert client.post(address, data={KEY: sari.key, **sent}, headers=foreign).status_code == 403
    assert client.post(address, data={KEY: sari.key, "note": "x" * ROOM}, headers=own).status_code == 413
    assert client.get(address).status_code in (200, 404, 405)
    assert not sari.decisions()
    assert client.get("/audit.json").json() == []


@pytest.mark.parametrize("name", ["ev-000000000000", "ev-", "x' OR 1=1 --", "%00", "..%2f..%2fetc"])
@pytest.mark.parametrize("verb", ["accept", "reject", "edit", "merge", "split"])
def test_an_unknown_event_is_not_found(name: str, verb: str, sari: Writer) -> None:
    assert sari.send(f"/events/{name}/{verb}", reason="not-an-event").status_code in (404, 405)
    assert not sari.decisions()


def test_read_only_shows_nothing_to_press_and_takes_nothing(path: Path) -> None:
    with TestClient(create_app(path, Guard.of("127.0.0.1"), read_only=True), base_url=HERE) as client:
        reader = Writer(client, name="")
        event = reader.events()["2023-09-13"]
        for address in ("/review", f"/events/{event}", "/decisions", "/audit"):
            assert not doc(client, address).xpath("//form[@method='post']"), address
        for address in (f"/events/{event}/accept", "/decisions/last/undo", "/review/author", "/audit"):
            assert reader.send(address).status_code == 403
            assert client.post(f"/api{address}", json={"author": "x"}).status_code == 403
        assert not reader.decisions()


def test_a_build_that_writes_is_waited_for_or_said(
    client: TestClient, sari: Writer, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = sari.events()["2023-09-13"]
    build = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    build.execute("BEGIN IMMEDIATE")
    with monkeypatch.context() as patch:
        patch.setattr(engine, "_WAIT_SECONDS", 0.05)
        refused = sari.send(f"/events/{event}/accept", to="queue")
        assert refused.status_code == 503
        assert "nothing was changed" in refused.text
        assert refused.headers["retry-after"]
        assert client.post(f"/api/events/{event}/accept", json={"author": "x"}).status_code == 503
        assert client.get("/review").status_code == 200
    ended = threading.Timer(0.2, lambda: build.execute("ROLLBACK"))
    ended.start()
    assert sari.send(f"/events/{event}/accept", to="queue").status_code == 303
    ended.join()
    build.close()
    assert len(sari.decisions()) == 1


def test_a_decision_that_cannot_be_merged_yet_is_kept_once(
    client: TestClient, sari: Writer, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from runut.errors import BusyError
    from runut.review import deciding

    def busy(_store: Store) -> None:
        raise BusyError("in use")

    event = sari.events()["2023-09-13"]
    with monkeypatch.context() as patch:
        patch.setattr(deciding, "merge", busy)
        answer = sari.send(f"/events/{event}/reject", to="queue", reason="not-an-event")
    assert answer.status_code == 303
    assert "the build that is running" in client.get(answer.headers["location"]).text
    assert event in sari.events().values()
    put(path, {})
    assert event not in sari.events().values()
    assert len(sari.decisions()) == 1

"""Acts and actors of a user's own: the documented examples, their effect, their errors; ``runut codebook``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from runut.cli import run
from runut.config import engine_version
from runut.errors import UsageError
from runut.extract.actors.check_actors import check_actors
from runut.extract.actors.lexicon import atoms
from runut.extract.events.check_book import check_book
from runut.extract.events.codebook import codebook
from runut.extract.events.codes import cameo_codes, goldstein
from runut.own import Own, marked, use
from runut.pipeline import read_document
from runut.records import Article, Block, Document
from runut.rules import use_files

DOCS = Path(__file__).resolve().parents[1] / "docs" / "codebook.md"
EXAMPLES = dict(re.findall(r"```yaml\n# (my-\w+\.yaml)\n(.*?)```", DOCS.read_text(encoding="utf8"), re.DOTALL))


pytestmark = pytest.mark.usefixtures("with_model")


@pytest.fixture(autouse=True)
def _shipped_rules_again() -> Iterator[None]:
    yield
    use(Own())


@pytest.fixture
def acts(tmp_path: Path) -> Path:
    """The acts of the documentation."""
    return written(tmp_path / "my-acts.yaml", EXAMPLES["my-acts.yaml"])


@pytest.fixture
def actors(tmp_path: Path) -> Path:
    """The actors of the documentation."""
    return written(tmp_path / "my-actors.yaml", EXAMPLES["my-actors.yaml"])


def written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf8")
    return path


def read(text: str) -> Article:
    body = (Block(0, len(text), "body", "test"),)
    page = Document("s", None, "s", "0", text, None, None, None, "id", body, (), (), False)
    return read_document(page)


def test_an_own_act_is_read_and_gone_again(acts: Path) -> None:
    sentence = "Pemerintah Kenya menyerahkan hak panen kepada Uganda."
    before = [event.act for event in read(sentence).events]
    use_files(codebook=[acts])
    (event,) = read(sentence).events
    assert (event.act, event.type, event.cameo) == ("harvest_rights", "AGREE", "057")
    use_files()
    assert [event.act for event in read(sentence).events] == before


def test_an_own_act_replaces_the_shipped_one(tmp_path: Path) -> None:
    shipped = codebook().acts["meet"]
    mine = 'acts:\n- {act: meet, type: CONSULT, cameo: "040", id: sua, en: meets, verbs_intrans: [bersanding]}\n'
    use_files(codebook=[written(tmp_path / "a.yaml", mine)])
    assert shipped.phrase_id != codebook().acts["meet"].phrase_id == "sua"
    assert not any(form.act.name == "meet" for form in codebook().starting_with("bertemu"))
    assert [event.act for event in read("Presiden Mesir bersanding dengan Raja Yordania.").events] == ["meet"]


def test_own_actors_are_found(actors: Path) -> None:
    use_files(actors=[actors])
    article = read(
        "ANN mengecam Negeri Tembok Besar. Wirahadi tiba di Pulau Karang Lestari bersama Penjaga Laut Nusantara."
    )
    seen = {mention.text: mention.entity for mention in article.mentions}
    assert seen["ANN"] == "org:aliansi-nelayan-natuna"
    assert seen["Negeri Tembok Besar"] == "CHN"
    assert seen["Wirahadi"] == "person:sekar-wirahadi"
    assert seen["Pulau Karang Lestari"] == "place:pulau-karang-lestari"
    assert seen["Penjaga Laut Nusantara"] == "IDN:BAKAMLA"


def test_own_names_go_before_ours(tmp_path: Path) -> None:
    mine = "actors:\n- {name: Trump, kind: organisation, country: IDN, role: BUS}\n"
    assert [(atom.sort, atom.key) for atom in atoms("Trump tiba", 0, 10)] == [("bare", "Donald Trump")]
    use_files(actors=[written(tmp_path / "a.yaml", mine)])
    assert [(atom.sort, atom.key) for atom in atoms("Trump tiba", 0, 10)] == [("organisation", "org:trump")]


def test_the_engine_version_knows_own_files_by_their_content(acts: Path, actors: Path, tmp_path: Path) -> None:
    shipped = engine_version()
    use_files(codebook=[acts])
    one = engine_version()
    use_files(codebook=[written(tmp_path / "other-name.yaml", EXAMPLES["my-acts.yaml"])])
    assert engine_version() == one
    use_files(codebook=[acts], actors=[actors])
    assert len({shipped, one, engine_version()}) == 3
    use_files()
    assert engine_version() == shipped


def test_examples_of_the_documentation_hold(acts: Path, actors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codebook", "validate", str(acts)]) == 0
    assert run(["codebook", "test", str(acts), "--actors", str(actors)]) == 0
    assert check_actors(marked(EXAMPLES["my-actors.yaml"]), "x") == []
    assert "2 examples, 0 fail" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("acts:\n- act: Meet", 2, "small letters"),
        ('acts:\n- act: x\n  type: CONSULT\n  cameo: "999"\n  verbs: [temui]', 4, "no CAMEO code 999"),
        ('acts:\n- act: x\n  type: CONSULT\n  cameo: "040"\n  verbs: [temui, menyerang]', 5, "voice prefix"),
        ('acts:\n- act: x\n  type: CONSULT\n  cameo: "040"\n  mode: bomb\n  verbs: [temui]', 5, "no mode bomb"),
        ('acts:\n- act: x\n  type: CONSULT\n  cameo: "040"\n  colour: red\n  verbs: [temui]', 5, "has no colour"),
        ('acts:\n- act: x\n  type: CONSULT\n  cameo: "040"\n  verbs: [temui]\n  unless: {near: ["@nope"]}', 6, "@nope"),
        ('acts:\n- act: x\n  type: CONSULT\n  cameo: "040"\n  verbs: [temui]\n  requires: {near: [ya]}', 2, "examples"),
        ('acts:\n- act: x\n  type: CONSULT\n  cameo: "040"', 2, "has words"),
        ("verbs: [a]", 1, "has acts"),
    ],
)
def test_problems_of_acts_are_named_with_their_line(text: str, line: int, says: str) -> None:
    problems = check_book(marked(text), "f.yaml", ())
    assert any(problem.line == line and says in problem.text for problem in problems), list(map(str, problems))


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("people: []", 1, "begins with actors"),
        ("actors:\n- {kind: person}", 2, "has a name"),
        ("actors:\n- name: A\n  kind: person", 2, "a country, or the affiliation"),
        ("actors:\n- name: A B\n  kind: group\n  country: IDO", 4, "no country"),
        ("actors:\n- name: A B\n  kind: group\n  role: BOSS", 4, "no role"),
        ("actors:\n- name: A B\n  kind: group\n  aliases: AB", 4, "list of names"),
        ("actors:\n- name: A B\n  kind: place\n  lat: 95\n  lon: 3", 4, "in degrees"),
        ("actors:\n- name: A B\n  kind: person\n  country: IDN\n  offices:\n  - {of: IDN, office: head}", 6, "start"),
        ("actors:\n- {name: A B, kind: group}\n- {name: a b, kind: group}", 3, "twice"),
        ("aliases:\n  Atlantis Raya: [X]", 2, "knows no Atlantis Raya"),
    ],
)
def test_problems_of_actors_are_named_with_their_line(text: str, line: int, says: str) -> None:
    problems = check_actors(marked(text), "f.yaml")
    assert any(problem.line == line and says in problem.text for problem in problems), list(map(str, problems))


@pytest.mark.parametrize("option", ["--codebook", "--actors"])
def test_a_wrong_file_stops_the_run(option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = written(tmp_path / "a.txt", "Presiden Mesir bertemu Raja Yordania.")
    wrong = written(tmp_path / "wrong.yaml", "acts: [1\n")
    assert run(["read", str(page), option, str(wrong)]) == 2
    assert "wrong.yaml:2:" in capsys.readouterr().err
    assert run(["read", str(page), option, str(tmp_path / "none.yaml")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_wrong_file_changes_nothing(acts: Path, tmp_path: Path) -> None:
    use_files(codebook=[acts])
    with pytest.raises(UsageError, match="has acts"):
        use_files(codebook=[written(tmp_path / "wrong.yaml", "a: 1")])
    assert "harvest_rights" in codebook().acts


def test_search_names_acts_codes_and_classes(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codebook", "search", "menyerang"]) == 0
    out = capsys.readouterr().out
    assert re.search(r"menyerang +active +attack +ASSAULT +190 +-\d", out)
    assert run(["codebook", "search", "gerilyawan"]) == 0
    assert "class  @militia" in capsys.readouterr().out
    assert run(["codebook", "search", "@militia"]) == 0
    assert run(["codebook", "search", "bukankata"]) == 1


def test_list_and_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codebook", "list", "--type", "retreat"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[:3] == ["act", "type", "mode"]
    assert all("RETREAT" in line for line in lines[1:])
    assert run(["codebook", "list", "--type", "WAR"]) == 2
    assert run(["codebook", "show", "mediate"]) == 0
    shown = capsys.readouterr().out
    assert "CAMEO 045 Mediate, Goldstein" in shown
    assert check_book(marked(shown), "shown", {"sport_contest"}) == []
    assert run(["codebook", "show", "no_such_act"]) == 2


def test_every_entry_that_is_shown_can_be_used_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in sorted(codebook().acts)[::25]:
        assert run(["codebook", "show", name]) == 0
        mine = written(tmp_path / "one.yaml", capsys.readouterr().out)
        assert run(["codebook", "validate", str(mine)]) == 0, name


def test_shipped_files_are_valid(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["codebook", "validate"]) == 0, capsys.readouterr().out


def test_every_act_has_a_goldstein_value() -> None:
    values = [goldstein(act.cameo) for act in codebook().acts.values()]
    assert all(value is not None and -10 <= value <= 10 for value in values)
    assert goldstein("190") == -10.0
    assert goldstein(None) is None
    assert len(cameo_codes()) > 250

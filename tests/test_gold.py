"""The quality gate: our gold read by the whole pipeline must not fall below the floors in ``gold/floors.yaml``.

A floor is raised when the score rises; lowering one needs a line in the changelog that says why.
"""

from pathlib import Path

import pytest
import yaml

from runut.own import using
from runut.review.scoring import Score, score, score_text

GOLD = Path(__file__).parent / "gold"
FLOORS = {False: GOLD / "floors.yaml", True: GOLD / "floors_with_model.yaml"}
SHARED = Path(__file__).resolve().parents[2] / "shared" / "articles" / "expected.yaml"
floors = {model: yaml.safe_load(path.read_text(encoding="utf8")) for model, path in FLOORS.items()}
CASES = [(part, model) for model, parts in floors.items() for part in sorted(parts)]


@pytest.mark.parametrize(("part", "model"), CASES, ids=lambda value: {True: "model", False: "rules"}.get(value, value))
def test_gold_is_read_as_well_as_before(part: str, model: bool) -> None:
    pipeline = pytest.importorskip("runut.pipeline", reason="the pipeline does not exist yet")
    gold = SHARED if part == "standard-case" else GOLD / part
    if not gold.exists():
        pytest.skip(f"no gold at {gold.parent.name}/{gold.name}")
    floor = floors[model][part]
    with using(model=model):
        result = score(gold, pipeline.read_raw)
    report = score_text(result)
    assert not result.missing, report
    for name, least in floor["f1"].items():
        assert result.level(name).f1 >= least, report
    assert result.outside <= floor["outside"], report
    assert _share(result.dates_right, result.dated) >= floor["dates"], report
    assert _share(result.states_right, result.dated) >= floor.get("states", 0), report
    assert _published(result) >= floor["published"], report


def _published(result: Score) -> float:
    return _share(result.published_right, result.published_known)


def _share(right: int, known: int) -> float:
    return 100 * right / known if known else 100.0

"""The policy where rules and model meet: more evidence never counts less, and every value stays a probability."""

from __future__ import annotations

import pytest

from runut.extract.events.judging import logit, party_probability, party_signs, status_of, threshold
from runut.extract.reader import PartyReading, TriggerReading

ROLES = ["actor", "target", "place", "time", "said_by"]
STATUSES = {"actual": 0.9, "planned": 0.04, "rumoured": 0.03, "conditional": 0.01, "denied": 0.01, "negated": 0.01}


def reading(role: str, sure: float) -> TriggerReading:
    return TriggerReading(0, 5, {"ASSAULT": 0.9}, STATUSES, (PartyReading(10, 14, role, sure),))  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("by_rule", [True, False])
def test_a_surer_model_never_makes_a_party_less_likely(role: str, by_rule: bool) -> None:
    signs = [party_signs(role, reading(role, sure), 10, 14, by_rule) for sure in (0.05, 0.3, 0.6, 0.95)]
    found = [party_probability(role, one) for one in signs]
    assert found == sorted(found)
    assert all(0 <= p <= 1 for p in found)


@pytest.mark.parametrize("role", ROLES)
def test_both_together_are_taken_and_neither_is_not(role: str) -> None:
    both = party_probability(role, party_signs(role, reading(role, 0.95), 10, 14, by_rule=True))
    none = party_probability(role, party_signs(role, reading(role, 0.02), 10, 14, by_rule=False))
    assert none < threshold(role) <= both


def test_the_model_without_a_doubt_outvotes_a_status_without_a_cue() -> None:
    sure = TriggerReading(0, 5, {"ASSAULT": 0.9}, {**STATUSES, "actual": 0.01, "negated": 0.9}, ())  # type: ignore[dict-item]
    assert status_of("actual", sure, cued=False) == "negated"
    assert status_of("planned", None, cued=True) == "planned"


def test_logits_stay_finite() -> None:
    assert logit(0.0) == pytest.approx(-logit(1.0))
    assert logit(0.5) == 0

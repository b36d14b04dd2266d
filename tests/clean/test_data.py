"""The word lists of cleaning are sound: lower case, without doubles, loadable."""

import pytest

from runut.clean import rules


def lists(node, path=()):
    """Every list of strings in a data file, with its place."""
    if isinstance(node, list):
        yield path, node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from lists(value, (*path, str(key)))


@pytest.mark.parametrize("name", ["litter.yaml", "words.yaml", "citing.yaml", "dateline_places.yaml"])
def test_lists_are_sound(name):
    for path, entries in lists(rules.read_yaml("clean", name)):
        assert all(isinstance(entry, str) and entry and entry == entry.strip() for entry in entries), path
        doubles = {entry for entry in entries if entries.count(entry) > 1}
        assert not doubles, (path, doubles)


def test_phrases_are_lower_case():
    data = rules.read_yaml("clean", "litter.yaml")
    for path, entries in lists(data):
        if path != ("inline_fixed", "capitals"):
            assert all(entry == entry.lower() for entry in entries), path


def test_finding_cues_keeps_offsets():
    text = "İİİ Baca Juga: x SCROLL TO CONTINUE WITH CONTENT"
    found = rules.find_cues(rules.lower(text))
    assert [text[cue.start : cue.end] for cue in found] == ["Baca Juga", "SCROLL TO CONTINUE WITH CONTENT"]

"""Whose voice a report is: an outlet's own article and those that cite the outlet are one."""

from types import SimpleNamespace

from runut.fuse.origins import voices


def report(article, origin=None, outlet=None):
    return SimpleNamespace(article=article, origin=origin or f"article:{article}", outlet=outlet)


def count(*reports):
    return len(set(voices(reports).values()))


def test_an_agency_and_who_cites_it_are_one_voice():
    assert count(report("a", outlet="ANTARA"), report("b", "source:antara", "Kabar"), report("c", "source:antara")) == 1


def test_a_copy_speaks_with_the_voice_of_its_original():
    assert count(report("a", outlet="ANTARA"), report("b", "article:a", "Kabar"), report("c", "source:antara")) == 1


def test_others_stay_voices_of_their_own():
    assert count(report("a", outlet="ANTARA"), report("b", outlet="Kabar")) == 2
    assert count(report("a", outlet="Warta"), report("b", "source:antara", "Kabar")) == 2
    assert count(report("a"), report("b"), report("c", "source:antara")) == 3
    assert count(report("a", outlet="ANTARA"), report("b", outlet="ANTARA")) == 2

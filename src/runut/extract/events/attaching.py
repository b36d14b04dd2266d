"""Which time expressions grammar leaves to an act, before the nearest is taken.

In: the items and clauses of a sentence, a trigger. Out: yes or no to one question each: is this time a noun's own
("perang 12 hari", "pembantaian 7 Oktober"), a distance ("beberapa hari setelah ..."), a day of speaking that is the
act's too, a time that a verb of saying keeps from the act said? It chooses no time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from runut.data import LOADER
from runut.extract.events.arguments import CARRIERS
from runut.extract.events.clauses import Clause
from runut.extract.events.items import QUOTES, Item
from runut.extract.events.lists import listed
from runut.extract.events.triggers import Reading, Trigger
from runut.records import CitedSource, EventTime, Published, TimeExpression

REPORT_GAP, CUE_REACH = 3, 18
QUOTED_SPEECH, OBJECT_GAP = 6, 2
SINCE_REACH = 8
WHEN = frozenset({"ketika", "saat", "kala", "tatkala", "waktu"})
# Times that stand behind a noun without a preposition and say which one it is; a weekday there is rather the act's.
NAMING_RULES = frozenset({"date", "year", "month", "duration", "day-range", "season", "decade"})
PERFORMED = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT", "AGREE"})
OUTCOMES, SUFFERING = listed("outcomes"), listed("suffering")
HARMING = frozenset({"ASSAULT", "COERCE", "PROTEST"})
BROUGHT = frozenset(
    """setelah sesudah usai seusai akibat imbas buntut gegara karena saat ketika kala tatkala sewaktu sebab
    lantaran""".split()
)
STATEMENTS = PERFORMED | {"CONCEDE"}


@cache
def words() -> Mapping[str, frozenset[str]]:
    """The word lists of ``data/lexicons/event_times.yaml``."""
    text = (files("runut.data") / "lexicons" / "event_times.yaml").read_text(encoding="utf8")
    return MappingProxyType({key: frozenset(map(str, found)) for key, found in yaml.load(text, Loader=LOADER).items()})


@dataclass(frozen=True, slots=True)
class ReportDate:
    """A day of reporting or speaking: the position of the word that says so (-1: the name of a source), and whether
    somebody else is cited ("dilansir AFP, Jumat")."""

    cue: int
    citing: bool


def report_dates(
    items: Sequence[Item], cited: Sequence[CitedSource], saying: frozenset[str]
) -> Mapping[int, ReportDate]:
    """Times that say when somebody reported or spoke, not when anything else happened, by position."""
    ends = sorted(source.span.end for source in cited)
    saying = saying - words()["shared"]  # "diduga disabotase pada Senin": the day of the act alleged
    out: dict[int, ReportDate] = {}
    for position, item in enumerate(items):
        if item.time is None:
            continue
        if item.time.ext.get("report"):
            out[position] = _report(items, position, saying)
            continue
        back = position - 1
        while back >= 0 and (items[back].kind == "mark" or items[back].lower in ("pada", "hari", "di", "dalam")):
            back -= 1
        if back < 0:
            continue
        near = items[max(0, back - REPORT_GAP) : back + 1]
        if any(items[back].start <= end <= items[back].end + 1 for end in ends):
            out[position] = ReportDate(-1, citing=True)
        elif any(i.lower in saying for i in near) and not any(i.tag == "VERB" and i.lower not in saying for i in near):
            out[position] = _report(items, position, saying)
    return MappingProxyType(out)


def _report(items: Sequence[Item], position: int, saying: frozenset[str]) -> ReportDate:
    lists = words()
    for back in range(position - 1, max(-1, position - CUE_REACH), -1):
        word = items[back].lower
        if word in lists["citing"]:
            return ReportDate(back, citing=True)
        if word in saying or word in lists["speaking"]:
            return ReportDate(back, citing=False)
    return ReportDate(-1, citing=True)


def is_own_report(reading: Reading, trigger: Trigger, position: int, report: ReportDate) -> bool:
    """The day of speaking is the act's too: the act is the speaking, or lies inside the words around the speaker."""
    if report.cue < 0 or report.citing:
        return False
    cue = reading.items[report.cue]
    if trigger.start <= report.cue < trigger.end:  # "X ditemui Y di istana, Kamis": no saying at all
        return True
    kind = reading.clauses.clause(trigger.start).kind
    if tells_own(reading, reading.clauses.clause(trigger.start), trigger):
        return True
    if trigger.form.voice == "noun":  # "ujar X dalam rapat kerja dengan Y, Senin"
        return report.cue < trigger.start < position and kind != "relative"
    if trigger.form.act.type not in STATEMENTS:
        return False
    if cue.lower in words()["speaking"] and trigger.end <= report.cue:  # "X menolak berkomentar ketika ditanya, Senin"
        return kind == "main" and not reading.items[trigger.start].quoted
    return _performs(reading, trigger) and position > trigger.end


def _performs(reading: Reading, trigger: Trigger) -> bool:
    """ "Kami mengecam ...," kata X, Senin: the words are the act."""
    if trigger.form.act.type not in PERFORMED or not reading.items[trigger.start].quoted:
        return False
    if reading.clauses.clause(trigger.start).kind in ("relative", "adverbial"):
        return False
    before = {item.lower for item in reading.items[max(0, trigger.start - 4) : trigger.start + 1]}
    return bool(before & words()["first_person"]) or bool(
        before & words()["must"] and trigger.form.act.type == "REQUEST"
    )


def names_noun(items: Sequence[Item], position: int) -> int | None:
    """Position of the noun that the time behind it belongs to: "perang 12 hari", "kesepakatan nuklir 2015"."""
    time, back = items[position].time, position - 1
    if time is None or time.rule not in NAMING_RULES or back < 0:
        return None
    while back > 0 and items[back].tag == "ADJ":
        back -= 1
    noun = items[back]
    titled = noun.tag == "PROPN" and time.rule == "year"  # "Undang-Undang Keimigrasian 1947"
    named = noun.kind == "word" and (noun.tag == "NOUN" or titled)
    return back if named and noun.lower not in words()["prepositions"] else None


def names_old_year(reading: Reading, time: EventTime | None, published: Published) -> bool:
    """ "akan menghentikan perjanjian dengan X tahun 2018": a past year right behind its noun says which, not when."""
    if time is None or time.mention is None or time.latest is None or published.earliest is None:
        return False
    start = time.mention.start
    at = next((p for p, item in enumerate(reading.items) if item.start == start), 0)
    known = reading.items[at].time
    past = time.latest < published.earliest
    named = at > 0 and reading.items[at - 1].tag in ("NOUN", "PROPN", "ADJ")
    return past and named and known is not None and known.rule in NAMING_RULES


def is_anniversary(time: TimeExpression) -> bool:
    """ "75 tahun berdirinya negara itu": how often the day has come round, no stretch of time."""
    return "anniversary_of" in time.ext or time.rule.startswith("anniversary")


def is_length(reading: Reading, trigger: Trigger, position: int) -> bool:
    """A duration that lasts, not a distance, a prison sentence or an anniversary's count."""
    items, lists = reading.items, words()
    time = items[position].time
    assert time is not None
    after = items[position + 1].lower if position + 1 < len(items) else ""
    before = items[position - 1].lower if position else ""
    if is_anniversary(time) or _since_when_first(items, trigger, position):
        return False
    if before == "selama":
        back = position - 2
        while back > 0 and items[back].tag == "ADJ":
            back -= 1
        return back < 0 or items[back].tag != "NOUN" or trigger.start <= back < trigger.end
    return after not in lists["after"] | lists["sentence_words"] and before not in lists["after"]


def _since_when_first(items: Sequence[Item], trigger: Trigger, position: int) -> bool:
    """ "kunjungan pertama X dalam 24 tahun": how long there had been none."""
    between = items[trigger.start : position]
    return items[position - 1].lower in ("dalam", "selama") and any(item.lower in words()["first"] for item in between)


def is_kept_by_saying(reading: Reading, trigger: Trigger, position: int, saying: frozenset[str]) -> bool:
    """Between the time and the act stands a verb of saying whose time it is: "X pada Jumat mengatakan akan ..."."""
    clauses = reading.clauses
    here, goal, kept = clauses.clause(trigger.start), clauses.of[position], False
    while here.index != goal and here.parent is not None:
        above = clauses.clauses[here.parent]
        verb = reading.items[above.verb].lower if above.verb is not None else ""
        said = here.kind in ("complement", "quote", "serial") and verb in saying
        kept = kept or (said and verb not in words()["shared"] and not tells_own(reading, here, trigger))
        here = above
    return kept and here.index == goal


def tells_own(reading: Reading, clause: Clause, trigger: Trigger) -> bool:
    """ "Houthi mengatakan mereka menembakkan rudal": who speaks tells an act of its own, as done."""
    if clause.kind not in ("complement", "serial") or clause.start > trigger.start:
        return False
    said = reading.clauses.clauses[clause.parent].verb if clause.parent is not None else None
    first = said + 1 if said is not None and said < clause.start else clause.start
    before = {item.lower for item in reading.items[first : trigger.start]}
    return bool(before & words()["own"]) and not before & words()["coming"]


def is_quoted_speech(reading: Reading, trigger: Trigger, position: int) -> bool:
    """The act stands in words quoted at length and the time outside them: it dates the speaking."""
    items = reading.items
    if not items[trigger.start].quoted or items[position].quoted:
        return False
    low, high = trigger.start, trigger.end
    while low > 0 and items[low - 1].quoted:
        low -= 1
    while high < len(items) and items[high].quoted:
        high += 1
    return high - low >= QUOTED_SPEECH


def stands_alone_quoted(items: Sequence[Item], position: int) -> bool:
    """ 'akan bertemu "minggu depan"': the quotation marks hold nothing but the time."""
    around = (position - 1, position + 1)
    return all(0 <= p < len(items) and items[p].kind == "mark" and items[p].text in QUOTES for p in around)


def is_of_cause(reading: Reading, trigger: Trigger, position: int) -> bool:
    """ "menyampaikan duka atas serangan Israel pada Kamis", "... setelah serangan AS pada Sabtu": the day is of the act
    that the phrase names, not of the act around it."""
    items, openers = reading.items, words()["causes"]
    for other in reading.triggers:
        nominal = other.form.voice == "noun" and trigger.end <= other.start < position
        if nominal and other.start and items[other.start - 1].lower in openers:
            between = items[other.end : position]
            if not any(item.text == "," or item.tag == "VERB" for item in between):
                return True
    return False


def is_of_earlier_act(reading: Reading, position: int, start: int) -> bool:
    """Of "kunjungan pertama sejak 2009", "serangan terbesar sejak runtuhnya X pada 1991": the day is not of the act
    that begins at ``start``; an act in the clause behind "sejak" ("sejak invasi pada 2022") has it."""
    items, first = reading.items, words()["first"]
    since = next((p for p in range(position - 1, max(-1, position - SINCE_REACH), -1) if _begins(items[p])), None)
    if since is None or items[since].lower not in words()["since"]:
        return False
    after = [item.lower for item in items[position + 1 : position + 3] if item.kind == "word"][:1]
    # "sejak invasi pada 2022", "sejak 2017, ketika X menyerang"
    told_of = since < position - 1 or not WHEN.isdisjoint(after)
    if start > items[since].start and told_of:
        return False
    return any(
        item.lower in first or (item.tag == "ADJ" and item.lower.startswith("ter")) for item in items[:since]
    )


def _begins(item: Item) -> bool:
    """A word of "since", or one that ends its phrase on the way back to it."""
    return item.lower in words()["since"] or item.kind == "mark" or item.tag in ("VERB", "SCONJ")


def is_of_object(reading: Reading, trigger: Trigger, position: int) -> bool:
    """The time stands behind the nominal act that the verb speaks of: "mengecam serangan X pada ...", no comma."""
    if trigger.form.voice == "noun":
        return False
    between = reading.items[trigger.end : position]
    acts = (other.start for other in reading.triggers if other.form.voice == "noun")
    spoken_of = any(trigger.end <= start <= trigger.end + OBJECT_GAP for start in acts)
    return spoken_of and not any(item.text == "," for item in between)


def opens(reading: Reading, position: int, first_verb: int | None) -> bool:
    """A time in front of the sentence's first verb, in no clause of its own: it holds for the whole sentence."""
    before = reading.items[:position]
    if first_verb is not None and position > first_verb:
        return False
    verbs = [item for item in before if item.tag == "VERB"]
    if before and before[0].lower in words()["occasions"] and len(verbs) == 1:
        return verbs[0].lower in CARRIERS  # "Dalam sidang yang digelar pada Selasa, ..."
    return not verbs and not any(item.lower == "yang" for item in before)


def is_in_phrase(reading: Reading, trigger: Trigger, position: int) -> bool:
    """Behind a nominal act, with names and prepositions only in between: "serangan rudal terhadap markas AS di Irak
    pada 8 Januari lalu". Where another act governs the noun, the day is that act's."""
    if position < trigger.end or reading.clauses.of[position] != reading.clauses.of[trigger.start]:
        return False
    between = reading.items[trigger.end : position]
    if any(item.tag in ("VERB", "SCONJ") or item.lower == "yang" or item.text in ".;:" for item in between):
        return False
    rivals = (other for other in reading.triggers if other is not trigger and other.start < position)
    return not any(
        other.start >= trigger.end or (other.clause == trigger.clause and other.form.voice != "noun")
        for other in rivals
    )


def clause_of(reading: Reading, position: int) -> int:
    """The clause of a time: behind a comma that closes a relative clause it goes back to the clause around it, and so
    it does behind one that only describes ("menyerang kelompok yang berada di Yaman pada Jumat")."""
    clauses = reading.clauses
    here = clauses.clause(position)
    closed = here.kind == "relative" and here.verb is not None and _closed_before(reading, position) > here.verb
    if closed or _only_describes(reading, here, position):
        while here.parent is not None and (here.kind == "relative" or (here.kind == "adverbial" and here.verb is None)):
            here = clauses.clauses[here.parent]
    return here.index


def _only_describes(reading: Reading, clause: Clause, position: int) -> bool:
    """Whether a relative clause tells how something is, which takes no day: "yang berbasis di X"."""
    if clause.kind != "relative" or clause.verb is None or reading.items[clause.verb].lower not in words()["states"]:
        return False
    time = reading.items[position].time
    day = time is not None and time.granularity in ("day", "time")
    since = reading.items[position - 1].lower in words()["since"] | words()["until"]
    return day and not since and not any(other.clause == clause.index for other in reading.triggers)


def _closed_before(reading: Reading, position: int) -> int:
    """The position of the comma right before a time (prepositions aside), -1 where there is none."""
    back = position - 1
    while back > 0 and reading.items[back].lower in words()["prepositions"]:
        back -= 1
    return back if reading.items[back].text == "," else -1


def going_on(reading: Reading, trigger: Trigger) -> frozenset[int]:
    """The clauses right behind the trigger's that tell no act but its outcome: "..., menewaskan enam orang"."""
    clauses, own = reading.clauses, trigger.clause
    telling = {other.clause for other in reading.triggers} - {own}
    found = []
    for clause in clauses.clauses[own + 1 :]:
        follows = clause.kind in ("serial", "coordinate") and clause.source == "shared" and clause.start > trigger.start
        verb = reading.items[clause.verb].lower if clause.verb is not None else ""
        if not follows or clause.index in telling or verb not in OUTCOMES:
            break
        found.append(clause.index)
    return frozenset(found)


def suffered(reading: Reading, trigger: Trigger) -> frozenset[int]:
    """The clause that tells who suffered by the act: "45 orang tewas setelah jet X membombardir pasar"."""
    clause = reading.clauses.clause(trigger.start)
    if clause.kind == "coordinate" and clause.index and trigger.form.act.type in HARMING:
        # "tiga orang tewas dan belasan orang terluka akibat serangan"
        verbs = (clause.verb, reading.clauses.clauses[clause.index - 1].verb)
        both = all(verb is not None and reading.items[verb].lower in SUFFERING for verb in verbs)
        return frozenset({clause.index - 1}) if both else frozenset()
    harms = trigger.form.act.type in HARMING and clause.opener in BROUGHT
    if clause.kind != "adverbial" or clause.parent is None or not harms:
        return frozenset()
    told = (item.lower for p, item in enumerate(reading.items) if reading.clauses.of[p] == clause.parent)
    return frozenset() if SUFFERING.isdisjoint(told) else frozenset({clause.parent})


def is_beside(reading: Reading, trigger: Trigger) -> bool:
    """A noun that only gives the cause, moment or matter of another act in its clause: what is counted is the other's.

    "Setelah invasi Rusia, Ukraina menerima 20 tank", "sanksi kepada tiga perusahaan atas penjualan senjata".
    """
    if trigger.form.voice != "noun" or not trigger.start:
        return False
    aside = reading.items[trigger.start - 1].lower in words()["causes"] | words()["after"]
    if not aside or (trigger.form.act.type in HARMING and _hurts(reading, trigger)):
        return False
    return any(
        other is not trigger and other.clause == trigger.clause and other.form.act.type != trigger.form.act.type
        for other in reading.triggers
    )


def _hurts(reading: Reading, trigger: Trigger) -> bool:
    """Whether its clause tells of people who suffered: "20 orang tewas akibat serangan"."""
    return any(
        item.lower in SUFFERING for p, item in enumerate(reading.items) if reading.clauses.of[p] == trigger.clause
    )


def is_below(reading: Reading, trigger: Trigger, position: int) -> bool:
    """In a clause under the act's own that lends its time: one of the same moment ("ketika ditanya, Senin"), a purpose
    ("ditahan untuk diperiksa pada Senin"), one joined by "dan" that a comma closes ("mundur dan pergi ke X, Senin"),
    what a crowd is for or against ("berunjuk rasa menolak utang pada Senin"): it does so by marching."""
    clauses = reading.clauses
    here = clauses.clauses[clause_of(reading, position)]
    if here.parent != clauses.of[trigger.start] or position < trigger.end:
        return False
    if here.kind == "coordinate" and here.source == "shared":
        return here.opener in words()["joining"] and _closed_before(reading, position) >= 0
    if any(clauses.of[other.start] == here.index and other.form.voice != "noun" for other in reading.triggers):
        serial = trigger.form.act.type == "PROTEST" or _closed_before(reading, position) >= 0
        return here.kind == "purpose" or (here.kind == "serial" and serial)
    return here.kind in ("serial", "purpose") or (here.kind == "adverbial" and here.opener in words()["simultaneous"])

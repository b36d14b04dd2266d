"""Whether an act happened, was planned, rumoured, denied, did not happen, or hangs on a condition.

In: a reading and a trigger. Out: a status and the words that gave it. Cues act along the clause chain only: a word of
one clause does not touch another, except that a governing verb ("berencana", "dikabarkan", "membantah bahwa") rules
the clause below it. Where several cues meet the order is denied, negated, conditional, rumoured, planned, actual.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from runut.extract.events.barred_status import SAYING_KALAU, says_kalau
from runut.extract.events.clauses import Clause
from runut.extract.events.items import Item
from runut.extract.events.lexicons import Cue, StatusCues
from runut.extract.events.lists import listed
from runut.extract.events.signposts import ADVERBIALS, ENDS_PHRASE, governs_verb
from runut.extract.events.triggers import Reading, Trigger
from runut.extract.saying import saying
from runut.records import Status

ORDER: tuple[Status, ...] = ("denied", "negated", "conditional", "rumoured", "planned", "actual")
# Clauses that the governing verb rules; a relative or coordinate clause stands on its own.
RULED = ("serial", "complement", "purpose")
CONDITION_OPENERS = frozenset("jika bila apabila kalau jikalau seandainya andai andaikan asalkan kecuali".split())
# Acts that live in words: denying an accusation does not undo that it was made.
VERBAL_TYPES = frozenset({"ACCUSE", "REQUEST", "THREATEN", "REJECT"})
# "akan" rules both verbs of "akan bertemu Putin dan menandatangani pakta" unless the second has its own auxiliary.
PERFECTIVE = frozenset({"telah", "sudah", "pernah", "sempat", "berhasil"})
INSTRUMENTS = listed("instruments")
# "memutuskan untuk menjatuhkan sanksi": what an authority decides is done.
DECIDED = frozenset({"memutuskan", "diputuskan"})
# "Saya ingin berterima kasih" thanks: what is done by saying it is done when it is said.
PERFORMED = frozenset({"ACCUSE", "REQUEST", "REJECT", "CONCEDE"})
PERFORMED_ACTS = listed("acts_done_by_saying")
# "akan menjadi kunjungan kedua": the noun is what the verb says.
COPULAS = frozenset({"menjadi", "jadi", "merupakan", "adalah", "ialah"})
RANKS = frozenset("pertama kedua ketiga keempat kelima terakhir satu-satunya berikutnya terbaru".split())
# Behind these a nominal act is a circumstance of the verb, taken as known: "akan membalas setelah serangan itu".
KNOWN_BEHIND = frozenset(
    """setelah usai sesudah seusai pasca akibat imbas buntut gegara karena sejak menyusul atas terhadap dari selama
    sejak lewat tentang soal mengenai terkait dengan oleh sebelum di balik""".split()
)
# They set off a clause that the modality of the first does not reach.
SEQUENCE = frozenset({"lalu", "kemudian", "tetapi", "tapi", "namun"})
TOGETHER = frozenset({"dan", "serta"})
# A plan inside the act's own words: "rencana untuk membunuh".
OWN_PLANS = frozenset({"rencana", "niat", "persiapan", "kesiapan", "upaya"})
MODAL_TYPES = frozenset({"AGREE", "THREATEN", "REQUEST", "REJECT"})
LEFT_REACH = 25
QUOTED_CLAIMS = listed("quoted_claims")
WISHES = frozenset({"ingin", "mau", "hendak", "berharap", "mengharapkan"})
HOPES = listed("hopes")
NOUN_REACH = 3
CUE_WORDS = 3
# Acts whose content is a list of acts: "menyerukan gencatan senjata, pembebasan sandera dan pencabutan blokade".
LIST_MAKERS = frozenset({"REQUEST", "AGREE", "THREATEN", "REJECT"})
LIST_JOINTS = frozenset({"dan", "serta", "atau", "maupun", ",", "termasuk"})
# Between a demand or plan and its content these words change nothing.
TRANSPARENT = frozenset({"untuk", "agar", "soal", "terkait"})
CLAUSE_REACH = 12
# "hingga X ditarik": with a word that looks ahead in the clause above, what has not come yet.
UNTIL = frozenset({"sebelum", "hingga", "sampai"})
AHEAD = frozenset("akan bakal takkan harus jangan mesti wajib bersedia mau menolak enggan ogah".split())
ENDING = listed("ending")


@dataclass(frozen=True, slots=True)
class Found:
    """A cue that applies, for the trace."""

    status: Status
    cue: str


def find_status(reading: Reading, trigger: Trigger, cues: StatusCues) -> Found:
    """The status of ``trigger`` and the cue that gave it ("" for actual)."""
    found = [Found(cue.status, " ".join(cue.words)) for cue in _applying(reading, trigger, cues) if cue.status]
    clause = reading.clauses.clause(trigger.start)
    for opener in _openers(reading, clause):
        if opener in CONDITION_OPENERS and not (opener == SAYING_KALAU and says_kalau(reading, clause)):
            found.append(Found("conditional", opener))
    if _is_awaited(reading, clause):
        found.append(Found("conditional", clause.opener))
    purpose = _head_of_list(reading, clause)
    if purpose.kind == "purpose" and _is_ahead(reading, trigger, purpose):
        found.append(Found("planned", purpose.opener))
    if trigger.form.act.type not in MODAL_TYPES and _plans_itself(reading, trigger):
        found.append(Found("planned", reading.items[trigger.start].lower))
    if is_ending(reading, trigger):
        found = [hit for hit in found if hit.status not in ("denied", "negated", "rumoured")]
    if trigger.form.act.type == "THREATEN":
        # what is threatened lies ahead; that it is threatened does not
        found = [hit for hit in found if hit.status != "planned"]
    condition = _condition_on(reading, clause) if any(hit.status == "planned" for hit in found) else ""
    if condition:
        found.append(Found("conditional", condition))
    if _performed(trigger) and all(hit.cue in WISHES for hit in found):
        return Found("actual", "")
    return min(found, key=lambda hit: ORDER.index(hit.status), default=Found("actual", ""))


def _head_of_list(reading: Reading, clause: Clause) -> Clause:
    """ "untuk mencapai X, mengakhiri Y, dan membawa pulang Z": the clause that the list of verbs begins with."""
    while clause.kind == "serial" and clause.parent is not None:
        clause = reading.clauses.clauses[clause.parent]
    return clause


def is_ending(reading: Reading, trigger: Trigger) -> bool:
    """Whether the next verb or "sudah" behind a noun tells that the act ends."""
    if trigger.form.voice != "noun":
        return False
    for before, item in pairwise(reading.items[trigger.end - 1 : trigger.end + CLAUSE_REACH]):
        if item.lower in ENDING:
            return item.tag == "VERB" or before.lower in PERFECTIVE
        if item.tag == "VERB" or item.kind == "mark" or item.lower in LIST_JOINTS or item.lower == "yang":
            return False
    return False


def _is_awaited(reading: Reading, clause: Clause) -> bool:
    """ "tidak akan berunding sebelum pasukan asing ditarik": what is waited for has not happened."""
    if clause.kind != "adverbial" or clause.opener not in UNTIL or clause.parent is None:
        return False
    told = range(reading.clauses.clauses[clause.parent].start, len(reading.items))
    above = (reading.items[p].lower for p in told if reading.clauses.of[p] == clause.parent)
    return not AHEAD.isdisjoint(above)


def _performed(trigger: Trigger) -> bool:
    """Whether saying it does it: thanks, demands, charges."""
    return trigger.form.act.type in PERFORMED or trigger.form.act.name in PERFORMED_ACTS


def _is_ahead(reading: Reading, trigger: Trigger, clause: Clause) -> bool:
    """Whether a purpose lies ahead: not what a means was used for, what was decided, or what is done by saying it."""
    if _is_instrument(reading, clause) or _set_off(reading, clause) or _is_known(trigger, clause):
        return False
    governor = reading.clauses.clauses[clause.parent].verb if clause.parent is not None else None
    if governor is not None and reading.items[governor].lower in DECIDED:
        return False
    return not _performed(trigger)


def _is_known(trigger: Trigger, clause: Clause) -> bool:
    """A noun that its clause's verb is about, not carried by it: "menghentikan serangan" - the attack goes on."""
    bare = trigger.form.voice == "noun" and trigger.light is None
    return bare and clause.verb is not None and clause.verb < trigger.start


def _plans_itself(reading: Reading, trigger: Trigger) -> bool:
    return trigger.end - trigger.start > 1 and reading.items[trigger.start].lower in OWN_PLANS


def _set_off(reading: Reading, clause: Clause) -> bool:
    """ "..., dan dibebaskan", "lalu memecatnya": a clause of its own behind a comma or a word of sequence; not the last
    of a list of verbs."""
    if clause.opener in SEQUENCE:
        return True
    if clause.kind == "serial":
        return False
    comma = clause.start >= 2 and reading.items[clause.start - 2].text == ","
    return clause.opener in TOGETHER and comma


def _applying(reading: Reading, trigger: Trigger, cues: StatusCues) -> list[Cue]:
    clause = reading.clauses.clause(trigger.start)
    out = list(_in_clause(reading, trigger, clause, cues))
    below = clause
    if _is_known(trigger, clause) and reading.items[clause.verb or 0].lower not in COPULAS:
        return [cue for cue in out if not _spared(trigger, cue)]
    while below.parent is not None and (below.kind in RULED or _carried(reading, below) or _ranked(reading, below)):
        if _set_off(reading, below):
            break
        above = reading.clauses.clauses[below.parent]
        ruling = _before(reading, above, below, cues)
        if below.kind not in RULED:
            kept = ("denied", "rumoured") if below.kind == "quote" else ("planned", "rumoured")
            ruling = [cue for cue in ruling if cue.status in kept]
        out.extend(ruling)
        below = above
    return [cue for cue in out if not _spared(trigger, cue)]


def _spared(trigger: Trigger, cue: Cue) -> bool:
    if cue.words == ("segera",) and _performed(trigger):
        return True  # "segera membantah": at once, not soon
    return (
        trigger.form.voice == "noun" and trigger.form.act.type in VERBAL_TYPES and cue.status in ("denied", "negated")
    )


def _ranked(reading: Reading, clause: Clause) -> bool:
    """ "akan menjadi negara pertama yang mengakui X": the clause tells what lies ahead with its verb of being."""
    if clause.kind != "relative" or clause.parent is None:
        return False
    verb = reading.clauses.clauses[clause.parent].verb
    if verb is None or reading.items[verb].lower not in COPULAS or verb > clause.start:
        return False
    return any(item.lower in RANKS for item in reading.items[verb + 1 : clause.start])


def _carried(reading: Reading, clause: Clause) -> bool:
    """A clause that what stands above rules though it is none of its own: coordinate verbs, quoted claims."""
    if clause.kind == "quote":  # membantah kabar tentang "..."
        return clause.start >= 2 and reading.items[clause.start - 2].lower in QUOTED_CLAIMS
    return _shares_auxiliary(reading, clause)


def _shares_auxiliary(reading: Reading, clause: Clause) -> bool:
    if clause.kind != "coordinate" or clause.source != "shared" or clause.opener not in ("dan", "serta"):
        return False
    end = clause.verb if clause.verb is not None else clause.start
    return not any(item.lower in PERFECTIVE for item in reading.items[clause.start : end])


def _in_clause(reading: Reading, trigger: Trigger, clause: Clause, cues: StatusCues) -> list[Cue]:
    """Cues of the trigger's own clause: before it (any scope but left), and after it (left, clause, noun)."""
    out: list[Cue] = []
    own = _auxiliaries(reading, clause)
    lowest = max(min(clause.start, own.start), trigger.start - CLAUSE_REACH)
    for cue, start, end in cues.find(reading.items, lowest, trigger.start):
        if reading.clauses.of[start] != clause.index and start not in own:
            continue
        if cue.words == (SAYING_KALAU,) and start and reading.items[start - 1].lower in saying().before:
            continue
        if cue.words == (SAYING_KALAU,) and reading.items[end].lower in ("begitu", "demikian"):
            continue  # "kalau begitu, kita harus menangkapnya": then
        if cue.scope == "noun":
            if trigger.start - end <= NOUN_REACH and trigger.form.voice == "noun":
                out.append(cue)
        elif cue.scope in ("right", "clause"):
            if trigger.form.voice == "noun" and _cut_off(reading, trigger, end, cue):
                continue
            out.append(cue)
    stop = min(len(reading.items), trigger.end + LEFT_REACH)
    for cue, start, _ in cues.find(reading.items, trigger.end, stop):
        if cue.scope in ("left", "clause") and (reading.clauses.of[start] == clause.index or start in own):
            # also behind a relative clause: "pemberian medali kepada prajurit yang gugur | akan digelar"
            out.append(cue)
        elif cue.scope == "noun" and start - trigger.end <= 2 and trigger.form.voice == "noun":
            # behind the noun only a relative describes it: "kunjungan yang direncanakan", not "dukungan atas usulan"
            if cue.words[0] == "yang" or reading.items[start - 1].lower == "yang":
                out.append(cue)
    return out


def _auxiliaries(reading: Reading, clause: Clause) -> range:
    """The words right before the clause's verb that belong to it: "mereka berencana | menumpas"."""
    verb = clause.verb if clause.verb is not None else clause.start
    begin = verb
    while begin > 0 and reading.items[begin - 1].lower in ADVERBIALS:
        begin -= 1
    return range(begin, verb)


def _is_venue(reading: Reading, trigger: Trigger) -> bool:
    """ "akan dibahas dalam pertemuan": a coming act takes place in a coming meeting."""
    after = reading.items[trigger.end].lower if trigger.end < len(reading.items) else ""
    inside = trigger.start > 0 and reading.items[trigger.start - 1].lower in ("dalam", "pada", "di")
    return inside and trigger.form.act.type == "CONSULT" and after not in ("itu", "tersebut", "ini")


def _cut_off(reading: Reading, trigger: Trigger, cue_end: int, cue: Cue) -> bool:
    """A cue before the clause's verb rules a noun only through a light verb: "tidak menghadiri pertemuan"."""
    if trigger.light is not None or (cue.status == "planned" and _is_venue(reading, trigger)):
        return False
    if any(item.lower in KNOWN_BEHIND for item in reading.items[cue_end : trigger.start]):
        return True
    verb = reading.clauses.clause(trigger.start).verb
    if verb is None or verb < cue_end or verb > trigger.start:
        return False
    return reading.items[verb].lower not in COPULAS


def _before(reading: Reading, clause: Clause, below: Clause, cues: StatusCues) -> list[Cue]:
    """Cues of a governing clause that stand before its dependent: its auxiliaries and its verb; a noun of hearsay
    rules its own content alone ("kabar bahwa ..."), not what follows behind a comma."""
    limit = below.start
    lowest = max(clause.start, limit - CLAUSE_REACH)
    # looked for beyond the limit: "penyerang tak | dikenal menembaki" denies nothing
    found = cues.find(reading.items, lowest, min(len(reading.items), limit + CUE_WORDS))
    return [
        cue
        for cue, start, end in found
        if end <= limit
        and cue.scope in ("right", "clause", "noun")
        and reading.clauses.of[start] == clause.index
        and (cue.scope != "noun" or below.kind == "complement" or limit - end <= 1)
    ]


def _is_instrument(reading: Reading, clause: Clause) -> bool:
    if clause.parent is None:
        return False
    verb = reading.clauses.clauses[clause.parent].verb
    return verb is not None and reading.items[verb].lower in INSTRUMENTS


def _condition_on(reading: Reading, clause: Clause) -> str:
    """The opener of an if-clause that hangs on ``clause``, "" where there is none."""
    for other in reading.clauses.clauses:
        if other.kind == "adverbial" and other.parent == clause.index and other.opener in CONDITION_OPENERS:
            return other.opener
    return ""


def _openers(reading: Reading, clause: Clause) -> list[str]:
    """Openers of the clause and of those that rule it."""
    out = [clause.opener]
    while clause.parent is not None and clause.kind in (*RULED, "adverbial"):
        if clause.kind == "adverbial":
            break
        clause = reading.clauses.clauses[clause.parent]
        out.append(clause.opener)
    return out


def hoped(reading: Reading, trigger: Trigger) -> bool:
    """Whether the act is only hoped or believed to come: "yakin kedua negara akan memperkuat hubungan"."""
    clause = reading.clauses.clause(trigger.start)
    if trigger.form.voice == "noun" or trigger.form.act.type == "REQUEST":
        return False
    low = clause.start
    while clause.parent is not None and clause.kind in RULED:
        clause = reading.clauses.clauses[clause.parent]
        low = clause.start
    return any(item.lower in HOPES for item in reading.items[max(low, trigger.start - CLAUSE_REACH) : trigger.start])


def embedding(reading: Reading, trigger: Trigger, others: Sequence[Trigger]) -> Trigger | None:
    """The trigger (demand, accusation, promise ...) whose content ``trigger`` is, if any."""
    heads = {position: other for other in others for position in range(other.start, other.end) if other.form.act.embeds}
    clause = reading.clauses.clause(trigger.start)
    while clause.parent is not None and clause.kind in RULED:
        if _set_off(reading, clause):
            break
        above = reading.clauses.clauses[clause.parent]
        if _beside(reading, clause, above):
            clause = above
            continue
        for position in range(clause.start - 1, max(-1, above.start - 1), -1):
            other = heads.get(position)
            if other is not None and other is not trigger and reading.clauses.of[position] == above.index:
                return other
        clause = above
    for other in others:
        if other is trigger or not other.form.act.embeds or other.start >= trigger.start:
            continue
        if _goes_on_list(reading, other, trigger):
            return other
        if other.clause != trigger.clause:
            continue
        nominal = trigger.form.voice == "noun" and trigger.start < other.slots.end
        if nominal and _in_object(reading, other, trigger):
            return other
        between = [item.lower for item in reading.items[other.end : trigger.start]]
        closed = not ENDS_PHRASE.isdisjoint(between)  # "ancaman Iran itu dikecam X", not "ancaman menutup selat"
        if other.form.voice == "noun" and 0 <= len(between) <= NOUN_REACH and not closed:
            return other
    return None


def _beside(reading: Reading, clause: Clause, above: Clause) -> bool:
    """ "menyerukan gencatan senjata, mengecam X": a verb behind a comma is no content of one that has a noun as its
    own; of "mengancam akan menangkap X, mengusir Y" it is."""
    if clause.kind != "serial" or not clause.start or above.kind in ("purpose", "complement"):
        return False
    comma = clause.start - 1 if clause.opener not in TOGETHER else clause.start - 2
    return reading.items[comma].text == "," and not governs_verb(reading.items, above.verb)


def _in_object(reading: Reading, other: Trigger, trigger: Trigger) -> bool:
    """The noun is the head of the object, not inside a prepositional phrase after it."""
    between: Sequence[Item] = reading.items[other.end : trigger.start]
    return not any(item.tag in ("ADP", "SCONJ") and item.lower not in TRANSPARENT for item in between)


def _goes_on_list(reading: Reading, other: Trigger, trigger: Trigger) -> bool:
    """ "menuntut pembebasan sandera yang ditahan X dan penarikan Y": a further noun of what is demanded or agreed.

    Between the two stand only the first nouns of the list and relative clauses to them.
    """
    if trigger.form.voice != "noun" or other.form.voice == "noun" or other.form.act.type not in LIST_MAKERS:
        return False
    if reading.items[trigger.start - 1].lower not in LIST_JOINTS or other.end >= trigger.start:
        return False
    if reading.items[other.end].tag != "NOUN":
        return False
    parts = {reading.clauses.of[position] for position in range(other.end, trigger.start + 1)}
    return all(part == other.clause or reading.clauses.clauses[part].kind == "relative" for part in parts)

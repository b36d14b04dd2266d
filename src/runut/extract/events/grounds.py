"""Whether the words around a form let it tell an act at all, whatever entry it belongs to.

In: the candidates at a place, with their sentence. Out: those that may tell an act there. "mencegah serangan" tells of
no attack, "bisa menyerang" of none either; no treaty urges and no analyst threatens; an office that asks pupils to come
is no party. The words stand in ``data/codebook/classes_context.yaml``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from runut.extract.events.clauses import Clauses
from runut.extract.events.codebook import Codebook, Form
from runut.extract.events.conditions import Whole, beside, words_of
from runut.extract.events.items import QUOTES, Item
from runut.extract.events.lists import listed
from runut.extract.events.morphology import without_clitic
from runut.extract.events.signposts import PURPOSE

# "agar kedua pihak berunding": what is wished for is not told.
WISHING = frozenset({"agar", "supaya"})
# "agar tidak mengakui X" is a form of its own.
NEGATIONS = frozenset({"tidak", "tak", "jangan"})
REMEMBERED_REACH = 16
REMEMBERING = listed("remembering")
IN_PHRASE = QUOTES + "()"
# "merayakan" is said of a feast and of good news; only the feast is of something past.
CELEBRATING = listed("celebrating")
FEASTS = listed("feasts")
MANNER = frozenset("dengan lewat melalui sambil usai setelah sebelum menjelang saat ketika".split())
# Rallies, meetings and parades are how a day is kept, even behind "peringatan dua tahun kudeta dalam unjuk rasa".
WAYS_OF_REMEMBERING = frozenset({"PROTEST", "CONSULT", "SUPPORT"})
ASKING_REACH = 8
QUESTIONS = frozenset(
    "apakah akankah mungkinkah benarkah haruskah perlukah mengapa kenapa kapan bagaimana siapa".split()
)
# "Apa" asks where it opens the sentence: "Lantas, apa isi pembicaraan itu?"
WHAT_REACH = 3
LIFTED = listed("lifted")
OPEN_ENDED = listed("open_ended")
REFUSING = listed("refusing")
DRAFTS = listed("drafts")
DRAFT_REACH = 5
JOINING = frozenset({"dan", "serta", "atau", "sekaligus"})
# What the press's own offices do to its citizens is no act between parties.
HOMELY = frozenset("ACCUSE AGREE AID CONCEDE CONSULT COOPERATE REJECT REQUEST SANCTION SUPPORT THREATEN".split())
# Acts that somebody must want; force, measures and moves may be told of things ("konflik itu menewaskan ...").
WILLED = frozenset("ACCUSE AGREE AID CONCEDE CONSULT COOPERATE REJECT REQUEST SUPPORT THREATEN".split())
# Acts in words that an expert's remark looks like: "pengamat memperingatkan", "ekonom menyarankan".
REMARKS = frozenset({"REJECT", "REQUEST", "THREATEN"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A form whose words stand at a place, up to ``end``, with the clitic that had to be taken off."""

    form: Form
    clitic: str
    end: int


@dataclass(frozen=True, slots=True)
class Scene:
    """The codebook and the sentence as a whole."""

    book: Codebook
    whole: Whole


def grounded(
    items: Sequence[Item], clauses: Clauses, position: int, candidates: Sequence[Candidate], scene: Scene
) -> Sequence[Candidate]:
    """The candidates at ``position`` that may tell an act there."""
    opener = clauses.clause(position).opener
    wished = opener in WISHING and items[position].lower not in NEGATIONS
    if wished or _is_left_open(items, clauses, position):
        candidates = [found for found in candidates if found.form.voice == "noun"]
    if opener not in PURPOSE:
        # "untuk menghentikan serangan X": what is to be stopped goes on
        candidates = _not_ended(items, clauses, position, candidates, scene.book)
    candidates = _led_in(items, clauses, position, candidates, scene.book)
    candidates = _with_a_doer(items, clauses, position, candidates, scene.book)
    if candidates and scene.whole.is_homely(scene.book):
        candidates = [found for found in candidates if found.form.act.type not in HOMELY]
    return candidates


def asks(items: Sequence[Item]) -> bool:
    """ "Sanggupkah X menutup selat itu?": a question tells nothing."""
    if not items or items[-1].text != "?":
        return False
    what = any(item.lower == "apa" for item in items[:WHAT_REACH])
    return what or any(_is_asking(item) for item in items[:ASKING_REACH])


def _is_asking(item: Item) -> bool:
    return item.lower in QUESTIONS or (item.kind == "word" and without_clitic(item.lower)[1] == "kah")


def _is_left_open(items: Sequence[Item], clauses: Clauses, position: int) -> bool:
    """ "mencegah Teheran mengembangkan senjata": the verb right under one of preventing or allowing."""
    clause = clauses.clause(position)
    if clause.parent is None:
        return False
    verb = clauses.clauses[clause.parent].verb
    if clause.kind == "relative" and verb is not None and clause.antecedent is not None:
        # "memveto rancangan resolusi yang menuntut X": the draft demands nothing
        draft = any(item.lower in DRAFTS for item in items[max(0, clause.antecedent - DRAFT_REACH) : clause.antecedent])
        return draft and items[verb].lower in REFUSING
    if clause.kind not in ("complement", "serial"):
        return False
    return verb is not None and verb < position and items[verb].lower in OPEN_ENDED


def _before(items: Sequence[Item], position: int) -> Sequence[Item]:
    before = items[max(0, position - 5) : position]
    while before and _is_filler(before[-1]):
        before = before[:-1]
    return before


def _not_ended(
    items: Sequence[Item], clauses: Clauses, position: int, candidates: Sequence[Candidate], book: Codebook
) -> Sequence[Candidate]:
    """ "menghentikan serangan": the end is told, not the attack."""
    if beside(book.ended, _before(items, position), first=False) or _is_lifted(items, clauses, position):
        return [found for found in candidates if found.form.voice != "noun"]
    return candidates


def _is_lifted(items: Sequence[Item], clauses: Clauses, position: int) -> bool:
    """ "Sanksi terhadap X sudah dicabut": what the sentence tells of its subject is that it is over."""
    clause = clauses.clause(position)
    low, high = clause.subject_words
    if clause.verb is None or not low <= position < high or items[clause.verb].lower not in LIFTED:
        return False
    return not any(item.tag == "NOUN" for item in items[low:position])


def _led_in(
    items: Sequence[Item], clauses: Clauses, position: int, candidates: Sequence[Candidate], book: Codebook
) -> Sequence[Candidate]:
    """The candidates that the words before them let tell an act."""
    before = _before(items, position)
    if beside(book.hollow, before, first=False):
        candidates = [found for found in candidates if found.form.voice != "noun"]
    elif any(found.form.voice == "noun" for found in candidates) and remembered(items, position):
        candidates = [f for f in candidates if f.form.voice != "noun" or f.form.act.type in WAYS_OF_REMEMBERING]
    if beside(book.unable, before, first=False) or _purposeless(_joined_to(items, clauses, position, before), book):
        candidates = [found for found in candidates if found.form.voice in ("noun", "undergo")]
    return candidates


def remembered(items: Sequence[Item], position: int) -> bool:
    """ "peringatan 20 tahun serangan itu", "80 tahun pembebasan X dari pengepungan Y": what is remembered.

    The anniversary is one expression of time; all of the phrase behind it, or behind a verb of remembering ("merayakan
    kemenangan atas X dalam pertempuran itu"), to the next verb or comma, is past.
    """
    for at in range(position - 1, max(-1, position - 1 - REMEMBERED_REACH), -1):
        item = items[at]
        if item.kind == "time" and item.time is not None and "anniversary_of" in item.time.ext:
            return True
        if item.lower in REMEMBERING:
            return item.lower not in CELEBRATING or items[at + 1].lower in FEASTS
        if item.lower in MANNER:
            return False  # "memperingati kudeta itu dengan unjuk rasa": how it is remembered is done today
        if (item.kind == "mark" and item.text not in IN_PHRASE) or item.tag in ("VERB", "CCONJ", "SCONJ"):
            return False
    return False


def _with_a_doer(
    items: Sequence[Item], clauses: Clauses, position: int, candidates: Sequence[Candidate], book: Codebook
) -> Sequence[Candidate]:
    """The candidates whose subject can act: no treaty urges, no analyst threatens."""
    verbal = [f for f in candidates if f.form.voice in ("active", "intransitive", "bare") and f.form.act.type in WILLED]
    if not verbal:
        return candidates
    clause = clauses.clause(position)
    low, high = clause.subject_words
    if clause.kind == "relative" and not high and clause.antecedent is not None:
        low, high = clause.antecedent, clause.antecedent + 1
    elif high <= clause.start:
        # "Hal itu disampaikan X saat mengunjungi Y": a subject lent by another clause need not be this verb's
        return candidates
    subject = items[low:high]
    head = _head(subject)
    if head is None:
        return candidates
    if head.kind == "word" and without_clitic(head.lower)[0] in book.abstract.words:
        return [found for found in candidates if found not in verbal or found.form.act.requires.subject]
    remarks = [found for found in verbal if found.form.act.type in REMARKS]
    if remarks and book.experts.hits(words_of(subject)):
        return [found for found in candidates if found not in remarks]
    return candidates


def _head(subject: Sequence[Item]) -> Item | None:
    """The noun or name that the subject is about: "Di bawah tekanan, *pemerintah* ..."."""
    aside = False
    for item in subject:
        if item.tag == "ADP":
            aside = True
        elif item.text == ",":
            aside = False
        elif not aside and (item.kind == "mention" or item.tag in ("NOUN", "PROPN")):
            return item
    return None


def _joined_to(items: Sequence[Item], clauses: Clauses, position: int, before: Sequence[Item]) -> Sequence[Item]:
    """ "upaya untuk menengahi dan mengakhiri perang": the words before the verb that this one is joined to."""
    clause = clauses.clause(position)
    if not before or before[-1].lower not in JOINING:
        return before
    above = clauses.clauses[clause.parent].verb if clause.parent is not None else None
    verb = clause.verb if clause.verb is not None and clause.verb < position else above
    return before if verb is None or verb >= position else _before(items, verb)


def _purposeless(before: Sequence[Item], book: Codebook) -> bool:
    """ "hak untuk menyerang": the purpose of what one may, should or wants to do."""
    if len(before) < 2 or before[-1].lower not in PURPOSE:
        return False
    # "upaya Trump untuk menengahi", "upaya bersama untuk menengahi"
    described = before[-2].kind == "mention" or before[-2].tag == "ADJ"
    governor = before[:-2] if described and not beside(book.purposeless, before[:-1], first=False) else before[:-1]
    return beside(book.purposeless, governor, first=False)


def _is_filler(item: Item) -> bool:
    """What may stand between a governing word and the act: "peringatan 80 tahun pembebasan"."""
    return item.text in QUOTES or item.kind == "time" or item.tag in ("DET", "NUM") or item.lower == "tahun"

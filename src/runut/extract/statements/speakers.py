"""Who speaks: the noun phrase before or behind a word of saying, and the party it names.

In: a ``Row`` and the position of a word of saying. Out: ``Speaker``, None where nobody is named. A person named in an
apposition ("juru bicara kementerian itu, X") speaks, not the body; somebody without a name is given in the article's
words without an entity. It does not look outside the sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

from runut.extract.statements.rows import PRONOUNS, QUOTE_MARKS, Phrase, Row
from runut.records import Entity, Mention, Span, Speaker

# How far behind its word of saying a speaker may begin: "kata kemudian juru bicara ...".
AFTER_REACH = 3
# Words between a speaker's verb and the next verb of the same subject.
JOINING = frozenset("dan lalu kemudian serta seraya sambil tetapi tapi namun sekaligus juga".split())
# They open a clause of their own: what stands before them is no subject of what follows.
OPENERS = frozenset(
    """bahwa bahwasanya setelah sesudah sebelum ketika saat tatkala karena sebab lantaran sementara sedangkan meski
    meskipun walau walaupun kendati jika bila apabila kalau sehingga agar supaya usai sejak seperti sebagaimana padahal
    namun tetapi tapi melainkan""".split()
)
# A clause or phrase that these open at the front ends at its comma.
FRONTING = frozenset(
    "setelah sesudah usai seusai sejak sebelum ketika saat meski meskipun walau walaupun kendati".split()
)
NEGATIONS = frozenset({"tidak", "tak", "belum", "bukan", "tanpa", "enggan"})
# When it was said, not who: "pekan lalu Kementerian Luar Negeri mengatakan", "dua hari kemudian Mesir mengatakan".
TIMES = frozenset(
    """detik menit jam pukul hari malam pagi siang sore petang pekan minggu bulan tahun sehari sepekan seminggu sebulan
    setahun semalam sejam kemarin awal akhir pertengahan""".split()
)
COUNTS = frozenset("dua tiga empat lima enam tujuh delapan sembilan sepuluh beberapa".split())
# A paper speaks for whoever issued it: "kata pernyataan resmi Angkatan Udara X".
PAPERS = frozenset("pernyataan keterangan siaran rilis komunike unggahan cuitan laporan pemberitaan".split())
SORTS = frozenset("resmi tertulis pers bersama dari kantor berita media harian surat kabar koran majalah situs".split())
MEDIA = frozenset("media berita surat kabar koran majalah situs".split())
# Nobody speaks through these: "menurut rencana", "menurut undang-undang".
IMPERSONAL = frozenset(
    """rencana jadwal undang-undang hukum konstitusi aturan peraturan ketentuan catatan perkiraan tradisi adat kebiasaan
    kalender agama keyakinan hemat logika teori definisi standar jenis urutan abjad""".split()
)


def speaker_after(
    row: Row, entities: Mapping[str, Entity], start: int, text: str, *, ends: bool = False
) -> Speaker | None:
    """The party named right behind a word of saying: "kata seorang pejabat senior, ...", "menurut X"; ``ends``: what
    is told begins behind the comma, so that a subject there is no apposition."""
    limit = len(row.tokens)
    for at in range(start, min(limit, start + AFTER_REACH)):
        token = row.tokens[at]
        if row.quoted[at] or token.text in QUOTE_MARKS or token.text in ",.;:":
            return None
        if row.nominal(at):
            phrase = row.phrase(at, limit, tied=row.covering[at] is None)
            return _voice(row, entities, phrase, text, ends=ends) if phrase else None
        if token.tag in ("VERB", "SCONJ") or token.lower == "yang":
            return None
    return None


def speaker_before(row: Row, entities: Mapping[str, Entity], cue: int, text: str) -> tuple[Speaker, int] | None:
    """The subject of the verb at ``cue`` and the position where its phrase begins."""
    last = cue - 1
    while last >= 0 and row.tokens[last].tag in ("ADV", "AUX"):
        last -= 1
    if row.lower(last) in NEGATIONS or row.lower(cue - 1) in NEGATIONS:
        return None
    if row.lower(last) == "yang":
        return _antecedent(row, entities, last, text)
    found = _subject(row, _clause_start(row, cue), cue) or _adjacent(row, cue)
    if found is None:
        return None
    speaker = _voice(row, entities, found, text)
    return (speaker, found.start) if speaker else None


def _antecedent(row: Row, entities: Mapping[str, Entity], at: int, text: str) -> tuple[Speaker, int] | None:
    """ "laporan media yang menyebut": whom "yang" takes up."""
    end = at
    while end > 0 and row.tokens[end - 1].text in (",", ")"):
        end -= 1
    phrase = _ending(row, end)
    if phrase and phrase.end - phrase.start == 1 and row.lower(phrase.start) in PAPERS and phrase.start > 0:
        if row.lower(phrase.start - 1) in ("dalam", "lewat", "melalui"):
            return None  # "Dalam pernyataan yang mengonfirmasi ..., X mengatakan": X speaks
    speaker = _voice(row, entities, phrase, text) if phrase else None
    return (speaker, phrase.start) if speaker and phrase else None


def _ending(row: Row, end: int) -> Phrase | None:
    start = end
    while start > 0 and row.nominal(start - 1) and not row.quoted[start - 1]:
        start -= 1
    return row.phrase(start, end) if start < end else None


def _adjacent(row: Row, cue: int) -> Phrase | None:
    end = cue
    while end > 0 and row.tokens[end - 1].tag in ("ADV", "AUX"):
        end -= 1
    return _ending(row, end)


def _clause_start(row: Row, cue: int) -> int:
    """Behind the last word or mark that opens a clause before ``cue``."""
    depth = 0
    # "Trump, setelah pengeboman dilakukan, mengklaim": what stands between two commas opens nothing
    aside = row.tokens[cue - 1].text == "," and any(t.text == "," for t in row.tokens[: cue - 1]) if cue else False
    for at in range(cue - 1, -1, -1):
        text = row.tokens[at].text
        depth += (text == ")") - (text == "(")
        if depth:
            continue
        if row.quoted[at] or text in QUOTE_MARKS or text in ";:":
            return at + 1
        if text == "," and at < cue - 1:
            aside = False
        linked = row.lower(at) == "sementara" and row.lower(at + 1) in ("itu", "ini")  # "Sementara itu, X mengatakan"
        cited = row.lower(at) in ("seperti", "sebagaimana") and row.lower(at + 1) in row.words.passive
        if row.tokens[at].lower in OPENERS and at + 1 < cue and not (aside or linked or cited):
            return at + 1
    return 0


def _subject(row: Row, start: int, cue: int) -> Phrase | None:
    """The first noun phrase of the clause that no preposition governs and no verb takes away."""
    at, found, verbs = start, None, False
    while at < cue:
        token = row.tokens[at]
        if token.text == "(":
            at = row.closed(at, cue)
        elif token.text == ",":
            fronted = start > 0 and row.tokens[start - 1].lower in FRONTING and not _apposes(row, at, cue)
            if found and (fronted or (verbs and not _joined(row, cue))):
                found, verbs = None, False
            at += 1
        elif token.tag == "ADP" or token.lower in ("pada", "kepada"):
            at = _behind_phrase(row, at + 1, cue)
        elif token.lower == "yang" and found:
            at = _comma(row, at, cue)
        elif found is None and (behind := _behind_time(row, at, cue)) > at:
            at = behind
        elif found is None and token.lower in ("itu", "ini"):
            at += 1  # "Sementara itu, X mengatakan"
        elif row.nominal(at):
            phrase = row.phrase(at, cue)
            assert phrase is not None
            if found is None:
                found = phrase
            at = phrase.end
        elif token.tag == "VERB":
            verbs = found is not None
            at = at + 1 if found else _comma(row, at, cue, stay=at + 1)
        else:
            at += 1
    return None if verbs and not _joined(row, cue) else found


def _apposes(row: Row, comma: int, cue: int) -> bool:
    """Whether nothing but another comma stands between the phrase behind this one and the verb: "Setelah X, Y, ..."."""
    return row.tokens[cue - 1].text == "," or not any(row.nominal(at) for at in range(comma + 1, cue))


def _joined(row: Row, cue: int) -> bool:
    """Whether the verb at ``cue`` goes on with the subject of the verb before it: "meninjau X dan mengatakan"."""
    at = cue - 1
    while at > 0 and row.tokens[at].tag in ("ADV", "AUX") and row.lower(at) not in JOINING:
        at -= 1
    return row.lower(at) in JOINING or row.tokens[at].text == ","


def _behind_time(row: Row, at: int, limit: int) -> int:
    """Behind the time that opens a clause ("awal pekan ini", "dua hari"); ``at`` where none does."""
    counted = row.lower(at) in COUNTS or row.lower(at).isdigit()
    behind = at + 1 if counted and at + 1 < limit and row.lower(at + 1) in TIMES else at
    while behind < limit and row.covering[behind] is None and row.lower(behind) in TIMES:
        behind += 1
    return behind + 1 if at < behind < limit and row.lower(behind) in ("ini", "itu") else behind


def _behind_phrase(row: Row, at: int, limit: int) -> int:
    """Behind the noun phrase that a preposition governs; a mention ends it."""
    mention = row.covering[at] if at < limit else None
    while at < limit and row.nominal(at) and (mention is None or row.covering[at] is mention):
        at += 1
        if mention is None and at < limit and row.covering[at] is not None:
            mention = row.covering[at]
    while mention is not None and at < limit and row.covering[at] is None and row.tokens[at].tag == "PROPN":
        at += 1  # "dari Loyola Law School"
    return at


def _comma(row: Row, at: int, limit: int, stay: int | None = None) -> int:
    """The next comma before ``limit``; without one ``stay`` or the limit."""
    for later in range(at, limit):
        if row.tokens[later].text == ",":
            return later
    return limit if stay is None else stay


def _voice(
    row: Row, entities: Mapping[str, Entity], phrase: Phrase, text: str, *, ends: bool = False
) -> Speaker | None:
    """The speaker that a phrase, with the apposition behind it, names."""
    head = _head_mention(row, phrase)
    if head is not None and entities[head.entity].kind == "person" and head.form != "nominal":
        return named(head, entities)
    apposed = _apposed(row, phrase, entities, text, ends=ends)
    if apposed is not None and (head is None or entities[head.entity].kind != "person" or _is_office(row, phrase)):
        return apposed
    if head is not None:
        return named(head, entities)
    lowers = [row.tokens[at].lower for at in range(phrase.start, phrase.end)]
    if len(lowers) == 1 and lowers[0] in PRONOUNS:
        word = row.tokens[phrase.start]
        return Speaker(lowers[0], None, Span(word.start, word.end, word.text))
    if lowers[0] in IMPERSONAL or not _can_speak(row, phrase, lowers):
        return None
    end = _name_end(row, phrase)
    start, stop = row.tokens[phrase.start].start, row.tokens[end - 1].end
    return Speaker(text[start:stop], None, Span(start, stop, text[start:stop]))


def _name_end(row: Row, phrase: Phrase) -> int:
    """A bare name ends where the small letters begin: "kata Melati singkat"."""
    first = row.tokens[phrase.start]
    known = row.words.speakers | row.words.persons
    if first.tag != "PROPN" or first.lower in known or first.lower in COUNTS or first.lower in ("satu", "sebuah"):
        return phrase.end
    end = phrase.end
    while end > phrase.start + 1 and row.tokens[end - 1].text[0].islower():
        end -= 1
    return end


def _can_speak(row: Row, phrase: Phrase, lowers: list[str]) -> bool:
    """Somebody: a known sort of speaker, a name, or people told by "para", "seorang"."""
    words = row.words
    if any(lower in words.speakers or lower.partition("-")[0] in words.speakers for lower in lowers):
        return True
    if lowers[0] in words.persons and len(lowers) > 1:
        return True
    return any(row.tokens[at].tag == "PROPN" for at in range(phrase.start, phrase.end))


def _head_mention(row: Row, phrase: Phrase) -> Mention | None:
    """The mention that the phrase is about: a person anywhere in it, else one at its head."""
    leading = row.covering[phrase.start] is None and row.tokens[phrase.start].lower in row.words.bodies
    people = [m for m in phrase.mentions if m.kind == "person" and not leading]
    if people:
        return people[-1]
    first = phrase.start
    while first < phrase.end - 1 and row.covering[first] is None and row.tokens[first].lower in row.words.fillers:
        first += 1
    if row.covering[first] is None and row.tokens[first].lower in PAPERS:
        first += 1
        while first < phrase.end - 1 and row.covering[first] is None and row.tokens[first].lower in SORTS:
            first += 1
        mention = row.covering[first]
        if mention is not None and mention.kind in ("state", "place", "group") and row.lower(first - 1) in MEDIA:
            return None  # "laporan media Barat": the medium speaks
    return next((m for m in phrase.mentions if row.covering[first] is m), None)


def _is_office(row: Row, phrase: Phrase) -> bool:
    """ "juru bicara itu": the holder may be named behind a comma."""
    return not any(row.tokens[at].lower in PRONOUNS for at in range(phrase.start, phrase.end))


def _apposed(row: Row, phrase: Phrase, entities: Mapping[str, Entity], text: str, *, ends: bool) -> Speaker | None:
    """The name behind a comma: "kata juru bicara kementerian itu, Darmawan Sulistyo"."""
    at = phrase.end
    if at + 1 >= len(row.tokens) or row.tokens[at].text != "," or not row.nominal(at + 1):
        return None
    mention = row.covering[at + 1]
    if mention is not None:
        behind = next((t for t in row.tokens if t.start >= mention.end), None)
        # "Menurut Reuters, Trump telah ...": the subject of what is told, no apposition
        subject = ends and behind is not None and behind.tag in ("VERB", "AUX", "ADV")
        return named(mention, entities) if mention.kind == "person" and not subject else None
    end = at + 1
    while end < len(row.tokens) and row.tokens[end].text[0].isupper() and row.tokens[end].tag in ("PROPN", "NOUN"):
        end += 1
    if end == at + 1 or end - at > 6 or row.lower(at + 1) in row.words.days:
        return None
    start, stop = row.tokens[at + 1].start, row.tokens[end - 1].end
    return Speaker(text[start:stop], None, Span(start, stop, text[start:stop]))


def named(mention: Mention, entities: Mapping[str, Entity]) -> Speaker:
    """The speaker that a mention names."""
    entity = entities[mention.entity]
    return Speaker(entity.name, entity.id, Span(mention.start, mention.end, mention.text))

"""Page furniture inside a paragraph: where it begins and where the article goes on.

In: one body unit and the cue phrases found in it. Out: blocks that cover the unit: body, and what is not. "Baca juga:
HEADLINE" in running text has no closing mark; its end is found by orthography: the headline's run of capitalised words ends
where a small-letter word shows that a sentence has begun, and that sentence's first words are given back to the body.

>>> from runut.clean import rules, units
>>> text = "Ia tiba. SCROLL TO CONTINUE WITH CONTENT Ia pergi."
>>> [block.label for block in cut(text, units.split(text)[0], rules.find_cues(rules.lower(text)))]
['body', 'navigation', 'body']
"""

from __future__ import annotations

import re

from runut.clean import rules
from runut.clean.headlines import SMALL_WORDS, is_capital_token, is_title_case
from runut.clean.units import Unit
from runut.records import Block, BlockLabel

_TOKEN = re.compile(r"\S+")
_GAMBAS = re.compile(r"\[gambas\s*:[^\]\n]{0,60}\]", re.IGNORECASE)
_LIVE = re.compile(r"(?:live\s+)?detik\w+\s*:|live\s+\w+\s*:", re.IGNORECASE)
_EMBED = re.compile(r"\\?\[(?:video|img|image)\.\d+\\?\]", re.IGNORECASE)
_SIGNATURE = re.compile(
    r"(?<=[.!?\"”’\])])\s*([\[(]\s?(?:[a-z]{2,6}|[A-Z]{2,3}|[A-Z][a-z]{1,3})(?:\s?[/.,&-]\s?(?:[a-z]{1,6}|[A-Z]?\d{1,3}|[A-Z][a-z]{0,4}|[A-Z]{1,4})){0,4}\s?[\])])\s*$"
)
_ONLY_INITIALS = re.compile(r"[\[(]\s?[a-z]{2,6}(?:\s?[/-]\s?[a-z]{2,6}){0,2}\s?[\])]")
_DESK_SIGNATURE = re.compile(r"(?<=[.!?\"”])\s*([a-z]{2,5}/[a-z]{2,5}(?:\s?\([^()\n]{2,40}\))?)\s*$")
_SLASH_SIGNATURE = re.compile(r"(?<=[.!?\"”])\s*(\(\s?[a-z]{2,5}(?:\s?/\s?[a-z]{2,5})+\s?\))\s*$")
_AGENCY_SIGNATURE = re.compile(r"(?<=[.!?\"”])\s*([\[(]\s?(?:[A-Z][\w.]*)(?:[ /,&-]+[A-Z][\w.]*){0,7}\s?[\])])\s*$")
# Words that open a sentence: function words, which a headline in title case leaves small in its middle ...
_OPENING_WORDS = frozenset(
    """namun sementara selain sebelumnya sebelum menurut dalam pada untuk saat ketika meski meskipun kendati walau walaupun adapun hal
    ia dia mereka kami kita beliau sebagai dengan di ke dari setelah sesudah usai seusai selama hingga sejak sebab karena jika bila
    apabila kemudian lalu selanjutnya akibat akibatnya bahkan seperti sebagaimana diketahui diberitakan dikutip dilansir mengutip
    melansir berdasarkan sebanyak sejumlah beberapa seorang sebuah salah terkait atas oleh juga serta berikut artinya padahal
    sedangkan tetapi tapi maka tatkala manakala begitu bersamaan sejauh sebaliknya setibanya sesampainya meskipun tidak tak""".split()
)
# ... and nouns that open a subject, which a headline may also hold.
_SUBJECT_NOUNS = frozenset(
    """presiden wakil perdana menteri menlu menhan ketua kepala juru jubir panglima direktur sekretaris gubernur kementerian
    pemerintah pihak militer tentara pasukan polisi otoritas pejabat duta dubes jenderal kolonel anggota mantan eks warga raja ratu
    pangeran komandan kapolri kapolda jaksa hakim pengadilan parlemen para""".split()
)
_TIME_WORDS = frozenset("hari pekan minggu bulan tahun malam pagi siang sore kali musim".split())
_JOINT = re.compile(r"(?<=[a-z?!)”\"])(?=[A-Z“][\w])")
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*\s+")
_OPENERS = "\"“‘«"
_WINDOW = 60
_LAST_RESORT = 14
# How far is looked to the left of a cue, and around a headline for names known from the article: bounds keep this linear.
_NEAR, _CONTEXT, _SHORT_REST = 120, 4000, 170


def cut(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    """The blocks of one body unit."""
    litter = _fixed(text, unit, cues) + _related(text, unit, cues) + _tail_credits(text, unit, cues)
    litter += _embed_titles(text, unit, litter)
    blocks = _interleave(text, unit, litter)
    last = next((index for index in range(len(blocks) - 1, -1, -1) if blocks[index].label == "body"), None)
    return blocks if last is None else [*blocks[:last], *_unsigned(text, blocks[last]), *blocks[last + 1 :]]


def _fixed(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    found = [
        Block(match.start(), match.end(), "navigation", "embed")
        for pattern in (_GAMBAS, _EMBED)
        if "[" in unit.text
        for match in pattern.finditer(text, unit.start, unit.end)
    ]
    capitals = rules.load().fixed_capitals
    for cue in cues:
        if "fixed" not in cue.kinds:
            continue
        surface = text[cue.start : cue.end]
        if surface in capitals or " " in surface or _alone_in_prose(text, unit, cue):
            found.append(Block(cue.start, cue.end, "navigation", "inline-phrase"))
    return found


def _alone_in_prose(text: str, unit: Unit, cue: rules.Cue) -> bool:
    """"Advertisement" with one capital: furniture only between two sentences."""
    before = text[max(unit.start, cue.start - _NEAR) : cue.start].rstrip()
    after = text[cue.end : min(unit.end, cue.end + _NEAR)].lstrip()
    return text[cue.start].isupper() and before.endswith((".", '"', "”", "!", "?")) and (not after or not after[0].islower())


def _related(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    found: list[Block] = []
    for cue in cues:
        if found and cue.start < found[-1].end:
            continue
        if "related_cues" in cue.kinds and _introduces(text, unit, cue):
            found.append(_related_block(text, unit, cue))
        elif "goes_on" in cue.kinds and (block := _goes_on(text, unit, cue)):
            found.append(block)
    return found


def _embed_titles(text: str, unit: Unit, litter: list[Block]) -> list[Block]:
    """A video's title that stands between a sentence's end and the video's mark."""
    found = []
    for block in litter:
        if block.rule != "embed":
            continue
        before = text[max(unit.start, block.start - 200) : block.start]
        breaks = list(_SENTENCE_END.finditer(before))
        start = block.start - len(before) + (breaks[-1].end() if breaks else 0)
        if (breaks or len(before) < 200) and is_title_case(text[start : block.start]):
            found.append(Block(start, block.start, "related", "embed-title"))
    return found


def _introduces(text: str, unit: Unit, cue: rules.Cue) -> bool:
    """The cue stands where a sentence may begin and is followed by what a link is followed by."""
    before = text[max(unit.start, cue.start - _NEAR) : cue.start].rstrip(" \u00a0*_\\-•(>[")
    at_start = not before or before[-1] in ".!?…\"”’:)]|" or text[cue.start - 1] in "([\n"
    after = text[cue.end : cue.end + 30].lstrip(" \u00a0*_")
    if not after:
        return at_start
    colon = after[0] == ":"
    if cue.phrase in ("baca", "lihat foto", "baca berita", "baca artikel", "baca di sini", "artikel terkait", "berita terkait", "jangan lewatkan"):
        return colon and at_start
    if colon:
        return at_start or text[cue.start].isupper()
    if text[cue.start].isupper() and after.lower().startswith(("video ", "video:", "live ")):
        return True
    follows = after[0] in _OPENERS + "'" or after[0].isupper() or after.lower().startswith(("video", "live", "foto"))
    return at_start and text[cue.start].isupper() and follows


def _related_block(text: str, unit: Unit, cue: rules.Cue) -> Block:
    start = cue.start
    before = text[max(unit.start, start - 3) : start].rstrip()
    opener = before[-1:]
    if opener in ("(", "["):
        closer = text.find(")" if opener == "(" else "]", cue.end, min(cue.end + 300, unit.end))
        if closer > 0:
            return Block(text.rindex(opener, 0, start), closer + 1, "related", "inline-related")
    if cue.end < unit.end and (text[cue.end].isalpha() or text[cue.end] in _OPENERS):
        # "Baca JugaSeperti diketahui": the headline was lost with its markup, and the article goes on at once.
        return Block(start, cue.end, "related", "inline-related")
    while start > unit.start and text[start - 1] in "*_-•> ":
        start -= 1
    return Block(start, headline_end(text, cue.end, unit.end), "related", "inline-related")


def headline_end(text: str, start: int, limit: int) -> int:
    """Where the headline that begins at ``start`` (after the cue) ends, at most ``limit``."""
    begin = start
    while begin < limit and text[begin] in " \u00a0:*_-–":
        begin += 1
    live = _LIVE.match(text, begin, limit)
    if live:
        return live.end()
    quoted = _quoted_end(text, begin, limit)
    if quoted:
        return quoted
    gambas = _GAMBAS.search(text, begin, min(limit, begin + 260))
    if gambas:
        return gambas.start()
    if limit - begin <= _SHORT_REST and not _has_sentence_break(text, begin, limit):
        return limit
    return _run_end(text, begin, limit)


def _quoted_end(text: str, begin: int, limit: int) -> int | None:
    """A quoted headline ('Simak juga Video "...":') ends at its closing quote and what belongs to the cue after it."""
    lead = re.compile(r"(?:video\s*:?\s*|live\s*)?", re.IGNORECASE).match(text, begin, limit)
    at = lead.end() if lead else begin
    if at >= limit or text[at] not in "\"“‘'":
        return None
    closer = {"“": "”", "‘": "’"}.get(text[at], text[at])
    pattern = re.compile(re.escape(closer) + r"(?=[\s:.,]|$)(?:\s*di sini)?\s*[:.]?")
    match = pattern.search(text, at + 1, min(limit, at + 260))
    return match.end() if match else None


def _has_sentence_break(text: str, begin: int, limit: int) -> bool:
    stretch = text[begin:limit].rstrip()
    return any(mark in stretch[:-1] for mark in (". ", "! ", "? ", ' "', " “")) or stretch.endswith(".")


def _run_end(text: str, begin: int, limit: int) -> int:
    """Walk the words of the headline until a sentence of the article has begun; give its first words back."""
    tokens = list(_TOKEN.finditer(text, begin, min(limit, begin + 420)))[:_WINDOW]
    sentence_case = sum(_plain_small(token.group()) for token in tokens[1:6]) >= 3
    for index, token in enumerate(tokens):
        surface = token.group()
        if index > 1 and surface[0] in _OPENERS and tokens[index - 1].group()[-1] not in ":,":
            return tokens[index - 1].end()
        if index > 1 and surface.endswith(("...", "?", "!", "…")) and _sentence_follows(tokens, index):
            return token.end()
        if index > 2 and _opens_sentence(tokens, index):
            return tokens[index - 1].end()
        if index > 2 and sentence_case and is_capital_token(surface) and _bare(surface) in _OPENING_WORDS | _SUBJECT_NOUNS:
            return tokens[index - 1].end()
        if index > 2 and not sentence_case and _plain_small(surface):
            return _split(tokens, _give_back(text, tokens, index, limit))
    if not tokens:
        return limit
    if tokens[-1].end() >= limit or len(tokens) <= _LAST_RESORT:
        return tokens[-1].end()
    stop = text.find(". ", begin, limit)
    return stop + 1 if stop > 0 else limit


def _opens_sentence(tokens: list[re.Match[str]], index: int) -> bool:
    """"Namun, ...", "Sementara itu", "Sejak 17 Juli": an opening word with what follows it only in prose."""
    surface = tokens[index].group()
    if _bare(surface) not in _OPENING_WORDS or not (is_capital_token(surface) and is_capital_token(tokens[index - 1].group())):
        return False
    after = tokens[index + 1].group() if index + 1 < len(tokens) else ""
    return surface.endswith(",") or after[:1].islower() or (after.isdigit() and len(after) <= 2)


def _sentence_follows(tokens: list[re.Match[str]], index: int) -> bool:
    """After a question mark: a sentence begins with a capital and soon has a small-letter word; a headline goes on in title case."""
    after = [token.group() for token in tokens[index + 1 : index + 6]]
    return bool(after) and (after[0][0] in _OPENERS or (is_capital_token(after[0]) and any(map(_plain_small, after))))


def _split(tokens: list[re.Match[str]], first: int) -> int:
    """The headline's end before token ``first``, or inside it where headline and article are glued ("PrabowoMenurut")."""
    joint = _JOINT.search(tokens[first].group())
    glued = joint is not None and first + 1 < len(tokens) and _plain_small(tokens[first + 1].group())
    return tokens[first].start() + joint.start() if joint and glued else tokens[first - 1].end()


def _bare(surface: str) -> str:
    return surface.strip(".,;:!?\"'“”‘’()[]").lower()


def _plain_small(surface: str) -> bool:
    bare = surface.strip(".,;:!?\"'“”‘’()[]")
    return bool(bare) and bare[0].islower() and bare.lower() not in SMALL_WORDS and bare.replace("-", "").isalpha()


def _give_back(text: str, tokens: list[re.Match[str]], index: int, limit: int) -> int:
    """The index of the first token of the article's sentence, whose first small-letter word is ``tokens[index]``."""
    first = index
    while first > 1 and not is_capital_token(tokens[first - 1].group()):
        first -= 1
    lowest = max(1, index - 12)
    subject = 0
    for candidate in range(first - 1, lowest - 1, -1):
        surface, before = tokens[candidate].group(), tokens[candidate - 1].group()
        word = _bare(surface)
        if candidate < first - 1 and surface.endswith(("?", "!", "…", "...")):
            return candidate + 1
        if not is_capital_token(surface):
            if subject:
                break
            continue
        if word == "ini" and _bare(before) in _TIME_WORDS or word in ("besok", "kemarin"):
            return candidate + 1
        if word in _OPENING_WORDS and is_capital_token(before):
            return candidate
        if candidate < first - 1 and surface[-1] in ",:;":
            break
        if word in _SUBJECT_NOUNS:
            subject = candidate
    if subject:
        return subject
    at = tokens[index].start()
    body = text[max(0, tokens[0].start() - _CONTEXT) : tokens[0].start()] + " " + text[at : min(limit, at + _CONTEXT)]
    best = max(first - 1, 1)
    for candidate in range(best - 1, lowest - 1, -1):
        name = text[tokens[candidate].start() : tokens[first - 1].end()]
        if not name[0].isupper() or name not in body:
            break
        best = candidate
    return best


def _goes_on(text: str, unit: Unit, cue: rules.Cue) -> Block | None:
    """"Simak selengkapnya di halaman berikutnya." as a sentence of its own inside a paragraph."""
    left = max(unit.start, cue.start - _NEAR)
    start = max(text.rfind(mark, left, cue.start) for mark in (". ", "! ", "? ", '" ', "” ", ".\"", "] "))
    start = left if start < 0 else start + 1
    while start < cue.start and text[start] in " \u00a0\"”":
        start += 1
    if len(text[start : cue.start].split()) > 6 or (text[cue.start].islower() and start == cue.start):
        return None
    end = cue.end
    while end < unit.end and text[end] in ".:… »>":
        end += 1
    rest = text[end : min(unit.end, end + 1)]
    if rest and not (rest[0].isupper() or rest[0] in _OPENERS + "[("):
        return None
    return Block(start, end, "navigation", "goes-on")


def _tail_credits(text: str, unit: Unit, cues: list[rules.Cue]) -> list[Block]:
    """Staff lines and colophons glued to the end of the last paragraph: "...Pewarta: X Editor: Y COPYRIGHT ..."."""
    for cue in cues:
        byline = "byline_cues" in cue.kinds
        if not byline and "colophon_cues" not in cue.kinds and not ("share_cues" in cue.kinds and cue.phrase.startswith("cek berita")):
            continue
        if unit.end - cue.start > 260 or cue.phrase in ("laporan:", "hak cipta", "(c)", "by:", "ditulis oleh", "sumber berita:"):
            continue
        before = text[max(unit.start, cue.start - _NEAR) : cue.start].rstrip()
        if before and byline and not (text[cue.start].isupper() or text[cue.start] in "(©"):
            continue
        if before and before[-1] in ",;" or (byline and _is_prose_verb(text, cue)):
            continue
        label: BlockLabel = "byline" if byline else "navigation"
        return [Block(_sentence_start(text, unit, cue.start), unit.end, label, "tail-credit" if byline else "colophon")]
    return []


def _sentence_start(text: str, unit: Unit, at: int) -> int:
    """Where the remark begins that the cue stands in: up to four words before it ("Tulisan ini diadaptasi dari ...")."""
    before = text[max(unit.start, at - 60) : at]
    breaks = list(_SENTENCE_END.finditer(before))
    start = at - len(before) + (breaks[-1].end() if breaks else 0)
    return start if (breaks or len(before) < 60) and len(text[start:at].split()) <= 4 else at


def _is_prose_verb(text: str, cue: rules.Cue) -> bool:
    return not cue.phrase.endswith((":", "©")) and not text[cue.start].isupper() and text[cue.start] != "("


def _unsigned(text: str, block: Block) -> list[Block]:
    """The block without the reporter's initials or the agency in brackets that it ends in."""
    tail_start = max(block.start, block.end - 60)
    if block.end - block.start < 40 and _ONLY_INITIALS.fullmatch(text, block.start, block.end):
        return [Block(block.start, block.end, "byline", "initials")]
    for pattern, rule in (
        (_SIGNATURE, "initials"), (_SLASH_SIGNATURE, "initials"), (_DESK_SIGNATURE, "initials"),
        (_AGENCY_SIGNATURE, "agency-credit"),
    ):
        match = pattern.search(text, tail_start, block.end)
        if match:
            pieces: list[Block] = []
            _append(text, pieces, block.start, match.start(1), "body", "paragraph")
            _append(text, pieces, match.start(1), block.end, "byline", rule)
            return pieces
    return [block]


def _interleave(text: str, unit: Unit, litter: list[Block]) -> list[Block]:
    if not litter:
        return [Block(unit.start, unit.end, "body", "paragraph")]
    blocks: list[Block] = []
    at = unit.start
    for block in sorted(litter, key=lambda item: (item.start, -item.end)):
        start = max(block.start, at)
        if start >= block.end:
            continue
        _append(text, blocks, at, start, "body", "paragraph")
        _append(text, blocks, start, block.end, block.label, block.rule)
        at = block.end
    _append(text, blocks, at, unit.end, "body", "paragraph")
    return blocks


def _append(text: str, blocks: list[Block], start: int, end: int, label: BlockLabel, rule: str) -> None:
    surface = text[start:end]
    stripped = surface.strip()
    if not stripped:
        return
    begin = start + len(surface) - len(surface.lstrip())
    if label == "body" and not any(char.isalnum() for char in stripped):
        label, rule = (blocks[-1].label, "punctuation") if blocks else ("navigation", "punctuation")
    blocks.append(Block(begin, begin + len(stripped), label, rule))

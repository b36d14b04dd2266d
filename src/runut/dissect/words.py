"""Word classes without a model: the most frequent class of a known word, shape and affixes for the rest.

In: the words of one sentence. Out: one coarse class a word (see ``records.Token``). It does not look at syntax beyond
the neighbouring word; a trained tagger can replace it behind the same function.

>>> tag_words(["Rusia", "menyerang", "Ukraina", "."])
['PROPN', 'VERB', 'PROPN', 'PUNCT']
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

# Closed classes are few and certain; the corpus mixes some of them (``ini`` as DET and PRON, ``untuk`` as SC and IN).
CLOSED = {
    "yang": "PRON", "nan": "PRON", "ini": "DET", "itu": "DET", "tersebut": "DET", "para": "DET", "sang": "DET",
    "si": "DET", "kaum": "NOUN", "dan": "CCONJ", "atau": "CCONJ", "serta": "CCONJ", "tetapi": "CCONJ",
    "tapi": "CCONJ", "namun": "CCONJ", "sedangkan": "CCONJ", "melainkan": "CCONJ", "bahwa": "SCONJ",
    "jika": "SCONJ", "bila": "SCONJ", "apabila": "SCONJ", "kalau": "SCONJ", "ketika": "SCONJ", "saat": "SCONJ",
    "setelah": "SCONJ", "sebelum": "SCONJ", "karena": "SCONJ", "sebab": "SCONJ", "agar": "SCONJ", "supaya": "SCONJ",
    "meski": "SCONJ", "meskipun": "SCONJ", "walaupun": "SCONJ", "walau": "SCONJ", "sementara": "SCONJ",
    "sambil": "SCONJ", "seraya": "SCONJ", "sehingga": "SCONJ", "hingga": "ADP", "sampai": "ADP", "sejak": "ADP",
    "untuk": "ADP", "guna": "ADP", "demi": "ADP", "di": "ADP", "ke": "ADP", "dari": "ADP", "pada": "ADP",
    "kepada": "ADP", "daripada": "ADP", "dengan": "ADP", "oleh": "ADP", "dalam": "ADP", "atas": "ADP",
    "terhadap": "ADP", "tentang": "ADP", "mengenai": "ADP", "melalui": "ADP", "antara": "ADP", "bagi": "ADP",
    "tanpa": "ADP", "seperti": "ADP", "selama": "ADP", "menurut": "ADP", "tidak": "PART", "tak": "PART",
    "bukan": "PART", "belum": "PART", "jangan": "PART", "pun": "PART", "akan": "AUX", "telah": "AUX",
    "sudah": "AUX", "sedang": "AUX", "tengah": "AUX", "masih": "AUX", "dapat": "AUX", "bisa": "AUX",
    "harus": "AUX", "mungkin": "AUX", "pernah": "AUX", "boleh": "AUX", "ia": "PRON", "dia": "PRON",
    "mereka": "PRON", "kami": "PRON", "kita": "PRON", "saya": "PRON", "aku": "PRON", "anda": "PRON",
    "beliau": "PRON", "nya": "PRON", "terduga": "NOUN", "tersangka": "NOUN",
    "terdakwa": "NOUN", "terpidana": "NOUN", "asasi": "ADJ", "umum": "ADJ", "milik": "NOUN",
}  # fmt: skip

# A verb that only names part of what was said where a comma or bracket stands before it.
INCLUDING = frozenset({"termasuk"})
VERB_PREFIXES = ("meng", "meny", "mem", "men", "mel", "mer", "mew", "mey", "ber", "ter")
NOUN_SUFFIXES = ("an", "isme", "asi", "isasi", "itas", "wan", "wati")


@cache
def word_classes() -> dict[str, str]:
    """The lexicon: lower-cased word to class."""
    table: dict[str, str] = {}
    text = (files("runut.data") / "lexicons" / "word_classes.tsv").read_text(encoding="utf8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            word, tag = line.split("\t")
            table[word] = tag
    table.update(CLOSED)
    return table


def guess(word: str) -> str:
    """Class of an unknown lower-case word from its affixes."""
    if word.startswith("di"):
        # "dirudal" from a known root or with a verb's suffix; "diplomatik", "dinamika" are none
        return "VERB" if word[2:] in word_classes() or word.endswith(("kan", "i")) else "NOUN"
    if len(word) > 5 and word.startswith(VERB_PREFIXES) and not word.endswith(NOUN_SUFFIXES[1:]):
        return "VERB"
    return "NOUN"


# A line of so many words of content, of which no more than this share is written small, is set like a headline.
HEADLINE_WORDS = 4
SMALL_SHARE = 0.12
# What a stem begins with where meN- has taken its first letter.
TAKEN = {"meny": "s", "meng": "k", "mem": "p", "men": "t"}
SHORT_STEM = 3


def bare_stems(verb: str) -> tuple[str, ...]:
    """The stems that a meN- or di- verb may have, which stand for it in headlines; some of them are no words.

    >>> bare_stems("menolak"), bare_stems("mengesahkan"), bare_stems("melantik")
    (('tolak', 'nolak'), ('kesahkan', 'esahkan', 'sahkan'), ('lantik',))
    """
    for prefix, letter in TAKEN.items():
        rest = verb.removeprefix(prefix)
        if rest == verb or not rest:
            continue
        if rest[0] not in "aeiou":
            return (rest,)
        whole = rest if prefix == "meng" else verb[2:]
        root = rest[1:].removesuffix("kan").removesuffix("i")
        short = (rest[1:],) if prefix == "meng" and rest[0] == "e" and len(root) <= SHORT_STEM else ()
        return (letter + rest, whole, *short)
    return (verb[2:],) if verb.startswith(("me", "di")) else ()


def _carry_on(words: Sequence[str], tags: list[str]) -> None:
    """ "..., termasuk juga menjalin komunikasi": before a verb it joins what the subject does too."""
    at = len(tags) - 2
    if at > 0 and words[at].lower() in ("juga", "dengan"):
        at -= 1
    if at >= 0 and tags[at] == "ADP" and words[at].lower() in INCLUDING:
        tags[at] = "VERB"


@cache
def headline_stems() -> frozenset[str]:
    """Stems that stand for verbs in headlines, where they are no other words: "tolak", "lantik"."""
    lexicon = word_classes()
    stems = {stem for verb, tag in lexicon.items() if tag == "VERB" for stem in bare_stems(verb)}
    return frozenset(stems - lexicon.keys())


def headline_class(lower: str) -> str:
    """Class of a word with a capital where nearly all have one; what no list knows is a name."""
    known = word_classes().get(lower)
    if known is not None:
        return known
    return "VERB" if lower in headline_stems() or guess(lower) == "VERB" else "PROPN"


def _is_headline(words: Sequence[str]) -> bool:
    """Whether nearly every word of content has a capital, so that capitals tell no names."""
    content = [word for word in words if word[0].isalpha() and word.lower() not in CLOSED]
    small = sum(word[0].islower() for word in content)
    return len(content) >= HEADLINE_WORDS and small <= SMALL_SHARE * len(content)


def tag_words(words: Sequence[str]) -> list[str]:
    """One class a word."""
    lexicon = word_classes()
    headline = _is_headline(words)
    tags: list[str] = []
    first = True
    for word in words:
        head = word[0]
        if not (head.isalpha() or head.isdigit()):
            tags.append("PUNCT")
            continue
        lower = word.lower()
        known = lexicon.get(lower)
        if head.isdigit():
            tag = "NUM"
        elif head.isupper() and not first:
            # In running text a capital inside the sentence is a name, closed-class words in headlines excepted.
            tag = CLOSED.get(lower, headline_class(lower) if headline else "PROPN")
        elif head.isupper():
            tag = known or "PROPN"
        else:
            tag = known if known and known != "PROPN" else guess(lower)
            if lower in INCLUDING and tags and tags[-1] == "PUNCT":
                tag = "ADP"  # "20 orang, termasuk delapan anak, tewas"
        tags.append(tag)
        if tag == "VERB":
            _carry_on(words, tags)
        first = False
    return tags

"""Indonesian verb forms from a stem, and the stem's clitics taken off again.

In: a stem with its suffix ("serang", "luncurkan", "perangi"). Out: the forms a newspaper uses. Where spelling practice
varies ("mempercayai", "memercayai"; "mengkritik", "mengritik") both are given: a form that nobody writes costs nothing.
The rules are those of the reference grammar (Alwi et al., *Tata Bahasa Baku Bahasa Indonesia*, chapter on verbs).

>>> active_forms("serang")
('menyerang', 'menserang')
>>> active_forms("sahkan")[-1]
'mengesahkan'
>>> passive_form("serang")
'diserang'
"""

from __future__ import annotations

from functools import lru_cache

VOWELS = "aeiou"
CLITICS = ("nya", "lah", "kah", "pun", "ku", "mu")


def active_forms(stem: str) -> tuple[str, ...]:
    """The meN- forms of ``stem``; a stem written ``kritik=mengkritik`` gives its own."""
    if "=" in stem:
        return (stem.split("=", 1)[1],)
    first, rest = stem[0], stem[1:]
    forms: list[str]
    if first in VOWELS:
        forms = ["meng" + stem]
    elif first == "k":
        forms = ["meng" + rest, "meng" + stem]
    elif first == "p":
        forms = ["mem" + rest, "mem" + stem]
    elif first == "t":
        forms = ["men" + rest, "men" + stem]
    elif first == "s":
        forms = ["meny" + rest, "men" + stem]
    elif first in "bfv":
        forms = ["mem" + stem]
    elif first in "cdjz":
        forms = ["men" + stem]
    elif first in "gh":
        forms = ["meng" + stem]
    else:
        forms = ["me" + stem]
    base = stem.removesuffix("kan")  # "sahkan": a base of one syllable keeps its form behind menge-
    if len(base) <= 4 and sum(c in VOWELS for c in base) == 1:
        forms.append("menge" + stem)
    return tuple(dict.fromkeys(forms))


def base_stem(stem: str) -> str:
    """The bare stem of an entry that may carry an irregular form after ``=``."""
    return stem.split("=", 1)[0]


def passive_form(stem: str) -> str:
    """The di- form."""
    return "di" + base_stem(stem)


@lru_cache(maxsize=1 << 16)
def without_clitic(word: str) -> tuple[str, str]:
    """``("serangan", "nya")`` for "serangannya"; the clitic is "" where none can be taken off."""
    for clitic in CLITICS:
        if word.endswith(clitic) and len(word) > len(clitic) + 3:
            return word[: -len(clitic)], clitic
    return word, ""


@lru_cache(maxsize=1 << 16)
def without_reduplication(word: str) -> str:
    """"serangan" for "serangan-serangan"; other words unchanged."""
    left, dash, right = word.partition("-")
    return left if dash and left == right else word

"""The signposts of Indonesian clauses: closed classes of words that open, join or end a clause, and what a verb is.

In: an item or a row of items. Out: yes or no, or a position. It builds no clauses: ``segmenting`` does.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from runut.extract.events.items import Item
from runut.extract.events.lists import listed
from runut.extract.events.morphology import without_clitic
from runut.extract.saying import saying

PREPOSITIONS = frozenset(
    """di ke dari untuk pada kepada dengan oleh dalam atas terhadap tentang mengenai melalui antara bagi tanpa
    seperti selama menurut sejak hingga sampai bersama melawan lewat soal terkait menuju usai pasca demi sebagai
    selain dibanding ketimbang daripada sekitar sepanjang seputar perihal bersama-sama akibat imbas
    buntut gegara karena menyusul""".split()
)
PURPOSE = frozenset("untuk guna demi agar supaya".split())
SUBORDINATORS = frozenset(
    """jika bila apabila kalau jikalau seandainya andai andaikan asalkan kecuali ketika saat tatkala kala sewaktu
    setelah sesudah sebelum sejak selagi selama sembari sambil seraya karena sebab lantaran meski meskipun walau
    walaupun kendati kendatipun sehingga hingga sampai sementara padahal sedangkan begitu seusai setibanya usai
    agar supaya akibat imbas buntut gegara""".split()
)
# "saat X memeluk anaknya sebelum meledakkan bom": a moment beside a moment is told of the same one.
MOMENTS = frozenset("ketika saat sewaktu setelah sesudah sebelum usai seusai".split())
COORDINATORS = frozenset("dan atau serta tetapi tapi namun melainkan lalu kemudian sekaligus".split())
# A coordinated verb stands in the same sort of clause as the first.
INHERITED = ("relative", "complement", "quote", "adverbial", "purpose")
LINKING = frozenset("dan atau serta maupun".split())
# These join a second doer to the first: "Putin bersama Kim menandatangani".
JOINING = LINKING | {"bersama", "beserta"}
# Verbs and adverbs of being there, after which the subject follows: "Turut hadir ... , yakni X".
PRESENTING = frozenset("turut ikut tampak nampak terlihat hadir".split())
NAMING = frozenset("yakni yaitu ialah adalah".split())
# Words that stand between a subject and its verb, or between a conjunction and its verb, and change neither.
ADVERBIALS = frozenset(
    """akan telah sudah sedang tengah masih belum tidak tak bukan juga pun turut ikut dapat bisa mampu harus mesti perlu
    wajib boleh mungkin pernah baru segera langsung kembali terus selalu sering kerap kadang hanya cuma bahkan justru
    malah lagi secara resmi saling berencana hendak bakal ingin mau akhirnya kini lalu kemudian sempat sangat
    memang pasti tentu sebenarnya nyaris hampir tetap jadi agak cukup semakin makin enggan gagal batal urung siap
    berulang kali diam-diam terang-terangan bersama sama-sama tiba-tiba mulai jangan juga""".split()
)
# A noun phrase is over after these: "di wilayah itu pasukan X ...".
ENDS_PHRASE = frozenset("itu tersebut ini sama".split())
CAUSES = frozenset("karena lantaran sebab".split())


NOT = frozenset({"tidak", "tak", "bukan"})
ONLY = frozenset("hanya cuma saja sekadar sebatas semata semata-mata".split())
OBJECT_CONTROL = listed("object_control")
GRANTING, GRANTED = listed("granting"), listed("granted")
JUDGING = listed("judging")
INTENTION = listed("intention")
ADDRESSING = listed("addressing")
DOCUMENTS = listed("documents")
# They say of what sort the noun before them is and begin no clause: "kapal berbendera X".
# Words of a headline that only label what it tells: "Hoaks Presiden Rusia Tiba di Manila".
LABELS = frozenset({"hoaks", "hoax", "viral", "heboh"})
DESCRIBING = listed("describing")
PERSONAL = listed("personal_objects")
SAYING = saying().clausal


def is_verb(item: Item) -> bool:
    """Whether the item can head a clause."""
    return (
        item.kind == "word"
        and item.tag == "VERB"
        and item.lower not in ADVERBIALS
        and item.lower not in PREPOSITIONS
        and item.lower not in DESCRIBING
    )


def not_only(first: Item, second: Item) -> bool:
    """Whether two words say "tidak hanya", "bukan saja", which denies nothing."""
    return first.lower in NOT and second.lower in ONLY


def is_personal(word: str) -> bool:
    """Whether the word is a verb with "-nya" whose object is a person: "menangkapnya"."""
    plain, clitic = without_clitic(word)
    return clitic == "nya" and plain in PERSONAL


def next_content(items: Sequence[Item], position: int) -> int:
    """Position of the first item from ``position`` on that is no adverbial, time or mark within the phrase."""
    while position < len(items) and (items[position].lower in ADVERBIALS or items[position].kind == "time"):
        position += 1
    return position


def governs_verb(items: Sequence[Item], verb: int | None, verbs: Collection[int] = ()) -> bool:
    """Whether the verb there has another as its content: "mengancam akan menangkap", not "menyerukan gencatan senjata";
    ``verbs``: positions known as verbs besides."""
    if verb is None:
        return False
    at = next_content(items, verb + 1)
    while at < len(items) and items[at].lower in PURPOSE:
        at = next_content(items, at + 1)
    return at < len(items) and (at in verbs or is_verb(items[at]))

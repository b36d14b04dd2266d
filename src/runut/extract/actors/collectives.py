"""Collectives and institutions: "pasukan Rusia", "Kemhan", "pemerintah", "Kedutaan Besar Rusia di Pyongyang".

In: the context and a phrase. Out: a ``Draft``, with the country that the words or the article give. A collective of
nobody's is a group without a country.
"""

from __future__ import annotations

from runut.extract.actors import tables
from runut.extract.actors.context import Context, Draft, before, named_behind, state_entity
from runut.extract.actors.fold import slug
from runut.extract.actors.introduce import owner_country
from runut.extract.actors.items import Line
from runut.extract.actors.phrases import Phrase
from runut.records import Entity

# How a collective is called in the list of entities, by CAMEO agent code.
ROLE_NAMES = {"MIL": "militer", "GOV": "pejabat", "CVL": "warga", "COP": "aparat keamanan", "OPP": "oposisi",
              "REB": "kelompok bersenjata", "LEG": "parlemen", "JUD": "pengadilan"}  # fmt: skip
BODY_NAMES = {"foreign-ministry": "Kementerian Luar Negeri", "defence-ministry": "Kementerian Pertahanan",
              "embassy": "Kedutaan Besar", "consulate": "Konsulat Jenderal", "delegation": "delegasi",
              "navy": "Angkatan Laut", "air-force": "Angkatan Udara", "army": "Angkatan Darat",
              "coast-guard": "penjaga pantai", "diplomats": "diplomat",
              "constitutional-court": "Mahkamah Konstitusi", "supreme-court": "Mahkamah Agung"}  # fmt: skip
# Who "Istana" is in the news of home.
PALACE = "IDN:ISTANA"
# No state has one at home.
MISSIONS = ("kedutaan", "konsulat", "duta besar", "dubes")
# From this share of all countries named on, an article is about one country.
CLEAR_SHARE = 0.6


def collective(context: Context, row: int, line: Line, phrase: Phrase) -> Draft | None:
    """The mention of a collective or an institution; None where the noun names nobody."""
    noun = tables.nouns()[phrase.noun]
    country = owner_country(phrase.owner)
    plural = phrase.plural or noun.sort == "people"
    if phrase.noun in tables.words("home_noun"):
        country = "IDN"  # "KBRI Kairo", "WNI dari Lebanon": Indonesia's, wherever they are
    if phrase.owner is not None and phrase.owner.sort == "organisation" and not phrase.name:
        org = tables.organisations()[phrase.owner.key]
        thing = phrase.noun in tables.words("thing") and org.role == "BUS"  # "pesawat Boeing"
        ethnic = org.kind == "group"  # "militan Rohingya", "pasukan Kurdi"
        firm = org.role == "BUS" and noun.sort == "body"  # "maskapai Garuda Indonesia"
        people = noun.sort == "people" and (ethnic or org.role in ("REB", "OPP", "IGO"))
        if country is None or thing or firm or people:
            key = context.keep(Entity(org.id, org.name, org.kind, org.country, org.wikidata))
            return Draft(row, phrase.first, phrase.last, org.kind, (key,), "nominal", "collective-of", country,
                         phrase.noun, plural)  # fmt: skip
    if phrase.name:
        return _institution(context, row, phrase, country)
    if country == "IDN" and phrase.noun in tables.words("gathering"):
        return None  # there is no congress in Jakarta: "kongres di Solo" is a party's or a union's
    if noun.sort == "gov" and country is not None and not (phrase.plural and phrase.noun in ("pihak", "negara")):
        key = context.keep(state_entity(country))
        return Draft(row, phrase.first, phrase.last, "state", (key,), "nominal", "government", country, phrase.noun)
    if context.domestic and phrase.noun == "istana" and country is None and _acts(line, phrase):
        palace = tables.organisations()[PALACE]
        key = context.keep(Entity(palace.id, palace.name, palace.kind, palace.country, palace.wikidata))
        return Draft(row, phrase.first, phrase.last, palace.kind, (key,), "nominal", "home-state", "IDN", phrase.noun)
    if country is None and (not _stands_alone(line, phrase) or named_behind(line, phrase)):
        return None
    if country is None and phrase.deictic and noun.role == "REB" and not phrase.plural:
        return None  # "kelompok bersenjata itu": the one named before, which the third pass finds
    rule = "collective"
    if country is None:
        country, rule = _unsaid_owner(context, row, line, phrase)
    if noun.sort == "gov":
        if country is None or phrase.plural:
            return None
        key = context.keep(state_entity(country))
        return Draft(row, phrase.first, phrase.last, "state", (key,), "nominal", rule, country, phrase.noun)
    key = context.keep(_collective_entity(phrase, noun, country))
    return Draft(row, phrase.first, phrase.last, noun.kind, (key,), "nominal", rule, country, phrase.noun, plural)


def _acts(line: Line, phrase: Phrase) -> bool:
    """Whether the phrase has a capital and takes a stand: "Istana membantah"."""
    after = line.items[phrase.last].lower if phrase.last < len(line.items) else ""
    return line.items[phrase.first].capital and after in tables.words("stance")


def _stands_alone(line: Line, phrase: Phrase) -> bool:
    noun = tables.nouns()[phrase.noun]
    if phrase.plural and (noun.sort != "people" or phrase.noun in tables.words("thing")):
        return False
    word = before(line, phrase.first)
    if word in ("anti", "anti-", "pro-", "non-"):
        return False  # "protes anti-pemerintah"
    adjective = phrase.noun in ("militer", "polisi", "publik") and not phrase.own and word[:1].isalpha()
    if adjective and word not in tables.verbs() and (
        word in ("dan", "secara") or word not in tables.words("closed")
    ):
        return False  # "parade militer", "kantor polisi", "penyiaran publik": the noun is an adjective here
    alone = tables.words("alone")
    counted = phrase.plural or line.items[phrase.first].lower == "seorang"
    return counted or phrase.noun in alone or line.items[phrase.first].lower in alone


def _institution(context: Context, row: int, phrase: Phrase, country: str | None) -> Draft:
    """A body with a proper name of its own."""
    name = phrase.office
    key = context.keep(Entity("org:" + slug(name), name, "organisation", country))
    return Draft(row, phrase.first, phrase.last, "organisation", (key,), "name", "institution", country, phrase.noun)


def _unsaid_owner(context: Context, row: int, line: Line, phrase: Phrase) -> tuple[str | None, str]:
    """Whose army or ministry it is when the phrase does not say: the subject's, the one told of before, or home's."""
    noun = tables.nouns()[phrase.noun]
    if phrase.last < len(line.items) and line.items[phrase.last].lower in ("kita", "kami"):
        return ("IDN" if context.home else None), "owner-by-context"  # "warga negara kita": of who speaks
    countries = _told_before(context, noun)
    if phrase.own:
        only = "inhabited" if noun.role == "CVL" else ""
        owner = context.subject(row, phrase.first, only=only) or context.topic()
        if phrase.noun.startswith(MISSIONS) and owner is not None and owner == _host(line, phrase.last):
            owner = _other(context, row, phrase.first, owner)
        return owner, "owner-by-context"
    if phrase.deictic:
        # "tentara Korut ... para prajurit itu": soldiers by another word are those told of last
        countries = countries or list(reversed(context.told.get(noun.role, {})))
        return (countries[0] if countries else context.subject(row, phrase.first)), "owner-by-context"
    if not {"musuh", "lawan", "asing"}.isdisjoint(phrase.office.lower().split()):
        return None, "collective"  # "pasukan musuh" is not the topic's own
    official = noun.sort == "gov" or noun.body is not None
    if (phrase.noun in ("pemerintah", "pemerintahan") or noun.body is not None) and not context.domestic:
        speaker = context.subject(row, phrase.first, only="person")
        if speaker is not None:
            return speaker, "owner-by-context"
    first = line.items[phrase.first].lower
    somebody = first in tables.words("quantifier") or first[:1].isdigit()  # "seorang pria": not the one told of
    if len(countries) == 1 and phrase.noun != "orang" and not (somebody and noun.role == "CVL"):
        return countries[0], "same-as-before"
    there = context.place(row) if noun.role == "MIL" else None
    if there not in (None, "IDN"):
        return there, "by-place"  # "di Myanmar ... sejak militer melancarkan kudeta"
    if context.domestic or (context.home and (noun.body is not None or phrase.noun == "pemerintah")):
        return "IDN", "home-state"
    if phrase.noun == "kongres":  # that of Washington, unless somebody of a state with a congress acts before it
        here = context.subject(row, phrase.first)
        if here is not None and here.lower() in tables.words("congress_states"):
            return here, "owner-by-context"
    if noun.usual_owner is not None:
        return noun.usual_owner, "usual-owner"
    if noun.sort == "body" and noun.role == "JUD" and context.place(row) is not None:
        return context.place(row), "by-place"
    if official or (noun.sort == "body" and noun.role in ("JUD", "LEG")):
        return context.topic(), "owner-by-context"
    if noun.role in ("CVL", "REB", "COP", "OPP") and noun.form not in tables.words("unplaced"):
        return context.place(row), "by-place"
    if noun.role == "MIL" and noun.sort == "people":
        return context.topic(share=CLEAR_SHARE), "owner-by-context"
    return None, "collective"


def _host(line: Line, at: int) -> str | None:
    """The state of the town behind "di" at ``at``."""
    if at + 1 >= len(line.items) or line.items[at].lower != "di":
        return None
    spot = line.items[at + 1]
    if spot.sort in ("state", "seat"):
        return spot.key
    place = tables.places().get(spot.key)
    return place.country if place is not None else None


def _other(context: Context, row: int, limit: int, host: str) -> str | None:
    """The first state but ``host`` that the sentence names before: "X membalas setelah kedutaannya di Y ..."."""
    before = sorted((d for d in context.drafts if d.line == row and d.last <= limit), key=lambda d: d.first)
    found = (context.entities[key].country for d in before for key in d.entities if key in context.entities)
    return next((country for country in found if country not in (None, host)), None)


def _told_before(context: Context, noun: tables.Noun) -> list[str]:
    """The countries whose army, ministry, ... the article has named with the same noun, the last one first."""
    countries = list(reversed(context.told.get(noun.body or noun.form, {})))
    return countries or (list(context.told.get("JUD", {})) if noun.role == "JUD" else [])


def _collective_entity(phrase: Phrase, noun: tables.Noun, country: str | None) -> Entity:
    """A ministry by its full name, other bodies by their words, people by their role."""
    land = "" if country is None else " " + tables.countries()[country].name
    if noun.body in ("embassy", "consulate") and phrase.noun in tables.words("home_noun") and phrase.owner is not None:
        key = f"IDN:{noun.body}-{slug(phrase.owner.key)}"  # one mission of several
        return Entity(key, f"{BODY_NAMES[noun.body]}{land} ({phrase.office})", noun.kind, country)
    if noun.body is not None:
        return Entity(f"{country or 'org'}:{noun.body}", BODY_NAMES[noun.body] + land, noun.kind, country)
    if noun.sort == "body":
        core = (phrase.core or phrase.office).removesuffix("nya")
        return Entity(f"{country or 'org'}:{slug(core)}", core[:1].upper() + core[1:] + land, noun.kind, country)
    if country is None:
        return Entity(f"group:{slug(phrase.noun)}", phrase.noun, noun.kind)
    return Entity(f"{country}:{noun.role}", ROLE_NAMES.get(noun.role, phrase.noun) + land, noun.kind, country)

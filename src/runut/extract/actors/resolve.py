"""Second pass: what each phrase of the article points to.

In: lines, phrases, the article's people, the year. Out: ``Draft`` mentions and the entities they point to. Pronouns
and "kedua negara" are left to ``reference``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from runut.extract.actors import tables
from runut.extract.actors.fold import fold, slug
from runut.extract.actors.introduce import Read, abbreviations, introduce, owner_country
from runut.extract.actors.items import Line
from runut.extract.actors.people import People, person_entity
from runut.extract.actors.phrases import Phrase
from runut.records import Entity, EntityKind

# One body under several names: its id must not depend on which one an article uses.
BODIES = {
    "kemlu": "foreign-ministry", "kemenlu": "foreign-ministry", "kementerian luar negeri": "foreign-ministry",
    "deplu": "foreign-ministry", "departemen luar negeri": "foreign-ministry",
    "kementrian luar negeri": "foreign-ministry", "kemhan": "defence-ministry", "kemenhan": "defence-ministry",
    "kementerian pertahanan": "defence-ministry", "departemen pertahanan": "defence-ministry",
    "kementrian pertahanan": "defence-ministry", "kedutaan": "embassy", "kedutaan besar": "embassy",
    "kedubes": "embassy", "kbri": "embassy", "konsulat jenderal": "consulate", "konsulat": "consulate",
    "kjri": "consulate",
}  # fmt: skip
INDONESIAN = frozenset({"kbri", "kjri", "wni", "tki", "tkw", "densus"})
# Nouns that mean an actor even without saying whose.
ALONE = frozenset({"pemerintah", "pemerintahan", "rezim", "junta", "junta militer", "otoritas", "pihak berwenang",
                   "pasukan", "tentara", "militer", "angkatan bersenjata", "pasukan keamanan", "prajurit", "polisi",
                   "kepolisian", "aparat", "aparat keamanan", "parlemen", "kongres", "senat", "pengadilan", "oposisi",
                   "demonstran", "para demonstran", "pengunjuk rasa", "aktivis", "massa", "pemberontak", "milisi",
                   "militan", "gerilyawan", "kelompok bersenjata", "kelompok pemberontak", "kelompok militan",
                   "kelompok separatis", "separatis", "teroris", "warga", "warga sipil", "rakyat", "penduduk",
                   "pengungsi", "sandera", "para sandera", "tahanan", "relawan", "jurnalis", "wartawan", "delegasi",
                   "pejabat", "kabinet", "kemhan", "kemlu", "kemenlu", "kementerian pertahanan", "kejaksaan",
                   "kementerian luar negeri", "kedutaan besar", "kedutaan", "kbri", "kjri", "wni", "tki", "wna",
                   "militer zionis", "tentara zionis", "pasukan zionis", "kelompok perlawanan", "penyerang", "peretas",
                   "pasukan khusus", "pasukan perdamaian", "pasukan penjaga perdamaian", "staf", "petugas medis",
                   "kementerian kesehatan", "partai oposisi", "kubu oposisi", "kerajaan", "koalisi", "pasukan gabungan",
                   "warga negara", "masyarakat", "pemukim", "penyidik", "jaksa", "hakim", "imigran", "migran"})  # fmt: skip
# Whose it is when an article of several states does not say.
USUAL_OWNER = {"kongres": "USA", "dpr": "IDN", "dewan perwakilan rakyat": "IDN"}
LEADERS = ("leader", "president", "prime_minister", "supreme_leader", "chancellor", "monarch", "junta_leader")


@dataclass(frozen=True, slots=True)
class Draft:
    """A mention in the making. ``head`` is the noun or title it turns on."""

    line: int
    first: int
    last: int
    kind: EntityKind
    entities: tuple[str, ...]
    form: str
    rule: str
    country: str | None = None
    head: str = ""
    plural: bool = False


@dataclass(slots=True)
class Context:
    """The article while it is being resolved."""

    article: list[Read]
    people: People
    year: int | None
    entities: dict[str, Entity] = field(default_factory=dict)
    drafts: list[Draft] = field(default_factory=list)
    bodies: dict[str, str] = field(default_factory=dict)
    domestic: bool = False

    def keep(self, entity: Entity) -> str:
        """Register an entity; what a later mention knows better is added."""
        there = self.entities.get(entity.id)
        if there is None:
            self.entities[entity.id] = entity
        elif there.country is None and entity.country is not None:
            self.entities[entity.id] = replace(there, country=entity.country)
        return entity.id

    def last_state(self) -> str | None:
        """The country named last, by any mention of a state or of one of its bodies."""
        for draft in reversed(self.drafts):
            if draft.country is not None:
                return draft.country
        return None


def resolve(article: list[Read], year: int | None) -> Context:
    """Resolve every phrase that names or describes an actor."""
    context = Context(article, introduce(article), year)
    countries = {owner_country(p.owner) or (p.name if p.shape in ("state", "seat") else None)
                 for _, found in article for p in found}
    context.domestic = not (countries - {None, "IDN"})
    short = abbreviations(article)
    resolved: dict[tuple[int, int], Draft] = {}
    for row, (line, found) in enumerate(article):
        for column, phrase in enumerate(found):
            # What the article abbreviates means what the article says, before the famous bearer of the letters.
            origin = short.get(fold(_surface(line, phrase))) if phrase.last - phrase.first == 1 else None
            draft = _again(row, phrase, resolved.get(origin)) if origin is not None and origin < (row, column) else None
            draft = draft or _phrase(context, row, column, line, phrase)
            if draft is not None:
                resolved[row, column] = draft
                context.drafts.append(draft)
    return context


def _surface(line: Line, phrase: Phrase) -> str:
    return " ".join(item.text for item in line.items[phrase.first:phrase.last])


def _again(row: int, phrase: Phrase, origin: Draft | None) -> Draft | None:
    if origin is None:
        return None
    return replace(origin, line=row, first=phrase.first, last=phrase.last, form="name", rule="abbreviation")


def _phrase(context: Context, row: int, column: int, line: Line, phrase: Phrase) -> Draft | None:
    if phrase.shape == "state":
        return _state(context, row, line, phrase)
    if phrase.shape == "seat":
        return _seat(context, row, line, phrase)
    if phrase.shape == "place":
        return _place(context, row, phrase)
    if phrase.shape == "organisation":
        return _organisation(context, row, phrase)
    if phrase.shape in ("person", "name"):
        return _person(context, row, column, line, phrase)
    if phrase.shape == "office":
        return _office(context, row, phrase)
    if phrase.shape == "definite":
        return None
    return _collective(context, row, line, phrase)


# ---------------------------------------------------------------- states and places


def state_entity(iso3: str) -> Entity:
    """A state."""
    return Entity(iso3, tables.countries()[iso3].name, "state", iso3)


def _before(line: Line, at: int) -> str:
    return line.items[at - 1].lower if at else ""


def _state(context: Context, row: int, line: Line, phrase: Phrase) -> Draft:
    key = context.keep(state_entity(phrase.name))
    kind: EntityKind = "place" if _before(line, phrase.first) == "di" else "state"
    return Draft(row, phrase.first, phrase.last, kind, (key,), "name", "state", phrase.name)


def _seat(context: Context, row: int, line: Line, phrase: Phrase) -> Draft:
    """A capital: the city after "di", "ke" or a word of motion and in a dateline, the government elsewhere."""
    name = line.items[phrase.first].text
    if _is_city(line, phrase):
        country = tables.countries()[phrase.name]
        entity = Entity("place:" + slug(country.seats[0]), country.seats[0], "place", phrase.name)
        return Draft(row, phrase.first, phrase.last, "place", (context.keep(entity),), "name", "capital-city",
                     phrase.name)  # fmt: skip
    key = context.keep(state_entity(phrase.name))
    return Draft(row, phrase.first, phrase.last, "state", (key,), "name", "capital-government", phrase.name, head=name)


def _is_city(line: Line, phrase: Phrase) -> bool:
    items = line.items
    before = _before(line, phrase.first)
    earlier = _before(line, phrase.first - 1) if phrase.first > 1 else ""
    after = items[phrase.last].text if phrase.last < len(items) else ""
    if before in ("di", "ke", "menuju", "kota", "sekitar", "via", "dekat", "seluruh"):
        return True
    if before in tables.words("place_word"):
        return True
    if before in ("dari", "asal", "dan", "serta") and earlier in tables.words("motion"):
        return True
    if before == "meninggalkan" or before == "mengunjungi":
        return True
    if before == ",":
        # "di Istana Constantine, St Petersburg", "Lapangan Merah, Moskow": the second part of an address
        return (phrase.first > 1 and items[phrase.first - 2].sort in ("place", "city")) or _address(line, phrase.first)
    if phrase.first == 0 and after in ("-", "–", "—", "(", ":"):
        return True
    return after == "," and phrase.last + 1 < len(items) and items[phrase.last + 1].sort == "state" and (
        items[phrase.last + 1].key == phrase.name)


def _address(line: Line, at: int) -> bool:
    """Whether a "di" stands before the comma with nothing but a name between."""
    back = at - 2
    while back >= 0 and at - back < 8 and (line.items[back].capital or line.items[back].sort == "number"):
        back -= 1
    return back >= 0 and line.items[back].lower == "di"


def _place(context: Context, row: int, phrase: Phrase) -> Draft | None:
    place = tables.places().get(phrase.name)
    if place is None:
        return None
    key = context.keep(Entity(place.id, place.name, "place", place.country))
    return Draft(row, phrase.first, phrase.last, "place", (key,), "name", "place", None, head="place")


def _organisation(context: Context, row: int, phrase: Phrase) -> Draft:
    org = tables.organisations()[phrase.name]
    key = context.keep(Entity(org.id, org.name, org.kind, org.country))
    country = None if org.role == "MED" else org.country
    return Draft(row, phrase.first, phrase.last, org.kind, (key,), "name", "organisation", country, head=org.role)


# ---------------------------------------------------------------- persons


def _person(context: Context, row: int, column: int, line: Line, phrase: Phrase) -> Draft | None:
    entity: Entity | None
    if phrase.known:
        # A surname alone means the person of this article that bears it, before the famous one.
        local = context.people.find(_name(line, phrase)) if phrase.last - phrase.name_first == 1 else None
        entity = local or person_entity(tables.persons()[phrase.name])
        rule = "known-person"
    else:
        entity = context.people.find(phrase.name)
        rule = "introduced-name"
        if entity is None:
            return _other_name(context, row, column, line, phrase)
    if phrase.office:
        rule = "office-name"
    entry = context.people.by_id.get(entity.id)
    entity = entry.entity if entry is not None else entity
    if entity.country is None and not phrase.known:
        entity = replace(entity, country=_unsaid_country(context, phrase))
        if entry is not None:
            entry.entity = entity
    key = context.keep(entity)
    return Draft(row, phrase.first, phrase.last, "person", (key,), "name", rule, entity.country, head=phrase.title)


def _unsaid_country(context: Context, phrase: Phrase) -> str | None:
    """The country of a person whose office does not say it: of a minister, the state told of; at home, Indonesia."""
    if context.domestic:
        return "IDN"
    if phrase.title and phrase.title not in ("analyst", "member", "head", "envoy", "royal", "pope"):
        return context.last_state()
    return None


def _name(line: Line, phrase: Phrase) -> str:
    return " ".join(item.text for item in line.items[phrase.name_first:phrase.last])


def _other_name(context: Context, row: int, column: int, line: Line, phrase: Phrase) -> Draft | None:
    """A name of several words that is no person's: an organisation or a place by its words."""
    items = line.items[phrase.first:phrase.last]
    if line.headline or phrase.office or len(items) < 2:
        return None
    words = [item.lower for item in items]
    if any(word in tables.words("org_word") for word in words[1:]):
        key = context.keep(Entity("org:" + slug(phrase.name), phrase.name, "organisation"))
        return Draft(row, phrase.first, phrase.last, "organisation", (key,), "name", "organisation-words")
    return None


def _office(context: Context, row: int, phrase: Phrase) -> Draft | None:
    """An office without a name: its holder, by the article or by the table of office holders."""
    country = owner_country(phrase.owner)
    of = phrase.owner.key if phrase.owner is not None and phrase.owner.sort == "organisation" else country
    entity = None if phrase.former else _holder(context, phrase.title, of, country)
    if entity is None:
        if phrase.owner is None or not phrase.office:
            return None
        entity = Entity("office:" + slug(f"{of or phrase.owner.key} {phrase.office}"), phrase.office, "person", country)
    key = context.keep(entity)
    return Draft(row, phrase.first, phrase.last, "person", (key,), "nominal", "office", entity.country,
                 head=phrase.title)  # fmt: skip


def _holder(context: Context, title: str, of: str | None, country: str | None) -> Entity | None:
    titles = LEADERS if title in ("leader", "head_of_state") else (title,)
    if of is None and title not in ("", "analyst", "member", "envoy"):
        # "Panglima", "Menlu": the last one introduced
        local = next((e for e in (context.people.holder(name, None) for name in titles) if e is not None), None)
        if local is not None:
            return local
    if titles == (title,) and title not in _single_offices():
        return None
    for name in titles:
        local = context.people.holder(name, country) if country is not None else None
        if local is not None:
            return local
    home = of or ("IDN" if context.domestic else None)
    for name in titles:
        person = tables.holder(home, name, context.year) if home else None
        if person is not None:
            return person_entity(person)
    return None


def _single_offices() -> frozenset[str]:
    """Offices that one person holds at a time."""
    return frozenset({"president", "vice_president", "prime_minister", "chancellor", "supreme_leader", "monarch",
                      "crown_prince", "pope", "foreign_minister", "defence_minister", "secretary_general",
                      "parliament_speaker", "military_chief", "police_chief", "director_general",
                      "deputy_foreign_minister", "deputy_defence_minister", "secretary_of_state"})  # fmt: skip


# ---------------------------------------------------------------- collectives


def _collective(context: Context, row: int, line: Line, phrase: Phrase) -> Draft | None:
    noun = tables.nouns()[phrase.noun]
    country = owner_country(phrase.owner)
    plural = phrase.plural or noun.sort == "people"
    if phrase.noun in INDONESIAN and country is None:
        country = "IDN"
    if phrase.owner is not None and phrase.owner.sort == "organisation" and not phrase.name:
        org = tables.organisations()[phrase.owner.key]
        if country is None or (noun.sort == "people" and org.role in ("REB", "OPP", "IGO")):
            key = context.keep(Entity(org.id, org.name, org.kind, org.country))
            return Draft(row, phrase.first, phrase.last, org.kind, (key,), "nominal", "collective-of", country,
                         phrase.noun, plural)  # fmt: skip
    if phrase.name:
        return _institution(context, row, phrase, country)
    if noun.sort == "gov" and country is not None:
        key = context.keep(state_entity(country))
        return Draft(row, phrase.first, phrase.last, "state", (key,), "nominal", "government", country, phrase.noun)
    if country is None and not _stands_alone(line, phrase):
        return None
    rule = "collective"
    if country is None:
        country, rule = _unsaid_owner(context, phrase)
    if noun.sort == "gov":
        if country is None:
            return None
        key = context.keep(state_entity(country))
        return Draft(row, phrase.first, phrase.last, "state", (key,), "nominal", rule, country, phrase.noun)
    key = context.keep(_collective_entity(phrase, noun, country))
    return Draft(row, phrase.first, phrase.last, noun.kind, (key,), "nominal", rule, country, phrase.noun, plural)


def _stands_alone(line: Line, phrase: Phrase) -> bool:
    before = _before(line, phrase.first)
    adjective = phrase.noun in ("militer", "polisi") and not phrase.own and before[:1].isalpha()
    if adjective and before not in tables.verbs() and (before in ("dan", "secara") or before not in tables.words("closed")):
        return False  # "parade militer", "kantor polisi": the noun is an adjective here
    return phrase.noun in ALONE or phrase.plural or line.items[phrase.first].lower in ALONE


def _institution(context: Context, row: int, phrase: Phrase, country: str | None) -> Draft:
    """A body with a proper name of its own."""
    name = phrase.office
    key = context.keep(Entity("org:" + slug(name), name, "organisation", country))
    return Draft(row, phrase.first, phrase.last, "organisation", (key,), "name", "institution", country, phrase.noun)


def _unsaid_owner(context: Context, phrase: Phrase) -> tuple[str | None, str]:
    """Whose army or ministry it is when the phrase does not say: the one told of before, or the home state."""
    before = [d for d in context.drafts if d.head == phrase.noun and d.country is not None]
    same = BODIES.get(phrase.noun)
    if same is not None:
        before = [d for d in context.drafts if BODIES.get(d.head) == same and d.country is not None]
    countries = list(dict.fromkeys(d.country for d in reversed(before)))
    if phrase.own or phrase.deictic:
        return (countries[0] if countries and phrase.deictic else context.last_state()), "owner-by-context"
    if len(countries) == 1:
        return countries[0], "same-as-before"
    if context.domestic:
        return "IDN", "home-state"
    if phrase.noun in USUAL_OWNER:
        return USUAL_OWNER[phrase.noun], "usual-owner"
    noun = tables.nouns()[phrase.noun]
    if noun.sort == "gov" or (noun.sort == "body" and (same is not None or noun.role in ("JUD", "LEG"))):
        return context.last_state(), "owner-by-context"
    return None, "collective"


def _collective_entity(phrase: Phrase, noun: tables.Noun, country: str | None) -> Entity:
    office = phrase.office
    if noun.sort == "body":
        part = BODIES.get(phrase.noun) or slug(phrase.noun)
        name = office
        if country is not None:
            name = f"{phrase.noun.capitalize()} {tables.countries()[country].name}"
        return Entity(f"{country}:{part}" if country else f"org:{part}", name, noun.kind, country)
    if country is not None:
        name = f"{ROLE_NAMES.get(noun.role, phrase.noun)} {tables.countries()[country].name}"
        return Entity(f"{country}:{noun.role}", name, noun.kind, country)
    return Entity(f"group:{slug(phrase.noun)}", phrase.noun, noun.kind)


ROLE_NAMES = {"MIL": "militer", "GOV": "pejabat", "CVL": "warga", "COP": "aparat keamanan", "OPP": "oposisi",
              "REB": "kelompok bersenjata", "LEG": "parlemen", "JUD": "pengadilan"}  # fmt: skip


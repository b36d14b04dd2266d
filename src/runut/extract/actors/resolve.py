"""Second pass: what each phrase of the article points to.

In: lines, phrases, the days of publication. Out: the ``Context`` with its ``Draft`` mentions and the entities they
point to. Pronouns and "kedua negara" are left to ``reference``.
"""

from __future__ import annotations

from dataclasses import replace

from runut.extract.actors import tables, tenures
from runut.extract.actors.collectives import collective
from runut.extract.actors.context import Context, Draft, before, named_behind, state_entity
from runut.extract.actors.fold import fold, slug
from runut.extract.actors.introduce import Read, abbreviations, introduce, owner_country
from runut.extract.actors.items import Line
from runut.extract.actors.people import affiliated, person_entity
from runut.extract.actors.phrases import Phrase
from runut.extract.actors.tenures import When
from runut.extract.actors.towns import DIRECTIONS, namesake, town
from runut.records import Entity, EntityKind

# Offices of bodies, not of states: the table knows them by their body.
OF_BODIES = frozenset({"head", "chair", "governor", "spokesperson", "commander"})
LEADERS = ("leader", "president", "prime_minister", "supreme_leader", "chancellor", "monarch", "junta_leader")


def resolve(article: list[Read], when: When | None) -> Context:
    """Resolve every phrase that names or describes an actor."""
    context = Context(article, introduce(article), when)
    countries = {_country_named(phrase) for _, found in article for phrase in found} - {None}
    context.domestic = countries == {"IDN"}
    context.home = "IDN" in countries
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
                context.add(draft)
    return context


def _country_named(phrase: Phrase) -> str | None:
    """The country that a phrase shows the article to be about; a medium shows none."""
    if phrase.shape in ("state", "seat"):
        return phrase.name
    if phrase.shape == "place":
        return tables.places()[phrase.name].country
    if phrase.shape == "person":
        return tables.persons()[phrase.name].country
    if phrase.shape == "organisation":
        org = tables.organisations()[phrase.name]
        return None if org.role in ("MED", "BUS") else org.country
    return owner_country(phrase.owner)


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
        return _acting_place(context, row, line, phrase) or _place(context, row, line, phrase)
    if phrase.shape == "organisation":
        return _organisation(context, row, phrase)
    if phrase.shape in ("person", "name"):
        return _person(context, row, column, line, phrase)
    if phrase.shape == "office":
        return None if phrase.owner is None and named_behind(line, phrase) else _office(context, row, phrase)
    if phrase.shape == "definite":
        return None
    return collective(context, row, line, phrase)


# ---------------------------------------------------------------- states and places


def _state(context: Context, row: int, line: Line, phrase: Phrase) -> Draft:
    key = context.keep(state_entity(phrase.name))
    kind: EntityKind = "place" if before(line, phrase.first) == "di" else "state"
    return Draft(row, phrase.first, phrase.last, kind, (key,), "name", "state", phrase.name)


def _seat(context: Context, row: int, line: Line, phrase: Phrase) -> Draft:
    """A capital: the city after "di", "ke" or a word of motion and in a dateline, the government elsewhere."""
    name = line.items[phrase.first].text
    if _is_city(line, phrase):
        country = tables.countries()[phrase.name]
        other = tables.places().get("place:" + slug(name))  # "Putrajaya" is not Kuala Lumpur
        town = country.seats[0] if other is None or other.country != phrase.name else other.name
        entity = Entity("place:" + slug(town), town, "place", phrase.name)
        return Draft(row, phrase.first, phrase.last, "place", (context.keep(entity),), "name", "capital-city",
                     phrase.name)  # fmt: skip
    key = context.keep(state_entity(phrase.name))
    return Draft(row, phrase.first, phrase.last, "state", (key,), "name", "capital-government", phrase.name, head=name)


BUILDINGS = frozenset(
    "gedung stasiun bandara pelabuhan rumah masjid gereja stadion penjara pasar hotel balai kantor universitas".split()
)


def _is_city(line: Line, phrase: Phrase) -> bool:
    items = line.items
    word = before(line, phrase.first)
    earlier = before(line, phrase.first - 1) if phrase.first > 1 else ""
    after = items[phrase.last].text if phrase.last < len(items) else ""
    if word in ("di", "ke", "menuju", "kota", "sekitar", "via", "dekat", "seluruh"):
        return True
    if word in tables.words("place_word") or word in DIRECTIONS:
        return True
    if earlier in BUILDINGS and word.isalpha() and word not in tables.verbs():
        return True  # "gedung konser Moskow", "rumah sakit Teheran"
    if word in ("dari", "asal", "dan", "serta") and earlier in tables.words("motion"):
        return True
    if word == "meninggalkan" or word == "mengunjungi":
        return True
    if word == ",":
        # "di Istana Constantine, St Petersburg", "Lapangan Merah, Moskow": the second part of an address
        whole = items[phrase.first - 2] if phrase.first > 1 else None
        capital = phrase.first > 2 and items[phrase.first - 3].lower.endswith(("kota", "ibukota"))  # "ibu kota X, Y"
        if whole is not None and (whole.sort in ("place", "city") or (capital and whole.sort == "state")):
            return True
        return _address(line, phrase.first)
    if phrase.first == 0 and after in ("-", "–", "—", "(", ":"):
        return True
    return after == "," and phrase.last + 1 < len(items) and items[phrase.last + 1].sort == "state" and (
        items[phrase.last + 1].key == phrase.name)


def _address(line: Line, at: int) -> bool:
    """Whether a "di" stands before the comma with nothing but a name between; a state has no larger whole."""
    back = at - 2
    if back >= 0 and line.items[back].sort == "state":
        return False
    while back >= 0 and at - back < 8 and (line.items[back].capital or line.items[back].sort == "number"):
        back -= 1
    return back >= 0 and line.items[back].lower == "di"


def _place(context: Context, row: int, line: Line, phrase: Phrase) -> Draft | None:
    place = tables.places().get(phrase.name)
    if place is None:
        return None
    entity = namesake(line, phrase, place) or Entity(place.id, place.name, "place", place.country)
    key = context.keep(entity)
    return Draft(row, phrase.first, phrase.last, "place", (key,), "name", "place", None, head="place")


def _acting_place(context: Context, row: int, line: Line, phrase: Phrase) -> Draft | None:
    """A place that stands for those who sit there: before a verb of taking a stand, not where something happens."""
    stands_for = tables.metonyms().get(phrase.name)
    if stands_for is None or phrase.last >= len(line.items) or _is_city(line, phrase):
        return None
    if line.items[phrase.last].lower not in tables.words("stance"):
        return None
    if context.domestic and stands_for[0] == "state":
        return None  # at home Jakarta is the town
    if stands_for[0] == "state":
        key = context.keep(state_entity(stands_for[1]))
        return Draft(row, phrase.first, phrase.last, "state", (key,), "name", "capital-government", stands_for[1])
    org = tables.organisations()[stands_for[1]]
    key = context.keep(Entity(org.id, org.name, org.kind, org.country, org.wikidata))
    return Draft(row, phrase.first, phrase.last, org.kind, (key,), "name", "seat", org.country, head=org.role)


def _organisation(context: Context, row: int, phrase: Phrase) -> Draft:
    org = tables.organisations()[phrase.name]
    key = context.keep(Entity(org.id, org.name, org.kind, org.country, org.wikidata))
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
    if entity.country is None and not phrase.known and entity.id not in affiliated():
        entity = replace(entity, country=_unsaid_country(context, row, phrase))
        if entry is not None:
            entry.entity = entity
    key = context.keep(entity)
    return Draft(row, phrase.first, phrase.last, "person", (key,), "name", rule, entity.country, head=phrase.title)


def _unsaid_country(context: Context, row: int, phrase: Phrase) -> str | None:
    """The country of a person whose office does not say it: of a minister, the state told of; at home, Indonesia."""
    if context.domestic:
        return "IDN"
    foreign = not {"bin", "binti", "al", "el", "von", "van"}.isdisjoint(fold(phrase.name).split())
    if phrase.title and phrase.title not in tables.words("stateless_office"):
        if context.home and not foreign and phrase.title in tables.words("home_office"):
            return "IDN"
        return context.subject(row, phrase.first) or context.topic()
    return None


def _name(line: Line, phrase: Phrase) -> str:
    return " ".join(item.text for item in line.items[phrase.name_first:phrase.last])


def _other_name(context: Context, row: int, column: int, line: Line, phrase: Phrase) -> Draft | None:
    """A name that is no person's: an organisation or a place by its words, in a headline the verb behind an office."""
    place = town(line, phrase, "IDN" if context.domestic else None)
    if place is not None:
        key = context.keep(place)
        return Draft(row, phrase.first, phrase.last, "place", (key,), "name", "town", place.country, head="place")
    items = line.items[phrase.first:phrase.last]
    if line.headline and phrase.office and phrase.owner is not None and phrase.name_first > phrase.first:
        return _office(context, row, replace(phrase, shape="office", name="", last=phrase.name_first, plain=True))
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
    vague = phrase.former or (_indefinite(context, row, phrase) and phrase.title in OF_BODIES)
    found = None if vague else _holder(context, phrase, of, country)
    entity, rule = found or (None, "office")
    if entity is None:
        if phrase.owner is None or not phrase.office:
            return None
        entity = Entity("office:" + slug(f"{of or phrase.owner.key} {phrase.office}"), phrase.office, "person", country)
    key = context.keep(entity)
    return Draft(row, phrase.first, phrase.last, "person", (key,), "nominal", rule, entity.country,
                 head=phrase.title)  # fmt: skip


def _indefinite(context: Context, row: int, phrase: Phrase) -> bool:
    """Whether the office is anybody's who has it: "seorang juru bicara", "para menteri"."""
    first = context.article[row][0].items[phrase.first]
    return first.sort != "title" and first.lower != "sang"


def _holder(context: Context, phrase: Phrase, of: str | None, country: str | None) -> tuple[Entity, str] | None:
    """Who has the office, and how we know: the article names the holder, or the table does for its date."""
    title = phrase.title
    titles = LEADERS if title in ("leader", "head_of_state") else (title,)
    if of is None and title not in ("", "analyst", "member", "envoy", "leader", "head"):
        # "Panglima", "Menlu": the last one introduced
        local = next((e for e in (context.people.holder(name, None) for name in titles) if e is not None), None)
        if local is not None:
            return local, "office"
    if titles == (title,) and title not in tables.words("single_office"):
        return _of_body(context, phrase, country)
    for name in titles:
        local = context.people.holder(name, country) if country is not None else None
        local = local or _tenant(context, name, of or country)
        if local is not None:
            return local, "office"
    home = of or ("IDN" if context.domestic else None)
    for name in titles:
        person = tenures.holder(home, name, context.when) if home else None
        if person is not None:
            return person_entity(person), "office-by-date"
    return _of_body(context, phrase, country)


def _of_body(context: Context, phrase: Phrase, country: str | None) -> tuple[Entity, str] | None:
    """The head of an organisation, ministry or province, by the article's date: "Ketua KPK", "Gubernur Bali"."""
    owner = phrase.owner
    if owner is None or not phrase.plain or phrase.title not in OF_BODIES | {"president"}:
        return None
    if phrase.noun:
        body = tables.nouns()[phrase.noun].body
        of = f"{country}:{body}" if country is not None and body is not None else ""
    else:
        of = owner.key if owner.sort in ("organisation", "place") else ""
    local = _tenant(context, phrase.title, of)
    if local is not None:
        return local, "office"
    person = tenures.holder(of, phrase.title, context.when)
    return None if person is None else (person_entity(person), "office-by-date")


def _tenant(context: Context, title: str, of: str | None) -> Entity | None:
    """The one person named in this article who ever held the office, by the table."""
    held = dict.fromkeys(person.id for person in tenures.once_held(of or "", title))
    here = [context.people.by_id[key].entity for key in held if key in context.people.by_id]
    return here[0] if len(here) == 1 else None

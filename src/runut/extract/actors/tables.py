"""The knowledge base's files as frozen rows, read once when first needed.

In: the tables of ``runut/data/kb``. Out: tuples of rows and look-ups. It resolves nothing by itself.

>>> countries()["RUS"].name
'Rusia'
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from runut.dissect.words import headline_stems
from runut.extract.actors.fold import slug
from runut.extract.actors.own_rows import own_aliases, own_rows, with_aliases
from runut.own import follows_own
from runut.records import EntityKind


@dataclass(frozen=True, slots=True)
class Country:
    """A state or territory; ``seats`` are the capitals and by-names that stand for its government."""

    iso3: str
    name: str
    aliases: tuple[str, ...]
    seats: tuple[str, ...]
    lat: float | None
    lon: float | None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person whom the news names without introduction (``bare``) or in full (``aliases``)."""

    id: str
    name: str
    country: str | None
    affiliation: str | None
    wikidata: str | None
    bare: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation, armed group or medium. ``role`` is a CAMEO agent code."""

    id: str
    name: str
    kind: EntityKind
    country: str | None
    role: str
    aliases: tuple[str, ...]
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with its Indonesian names."""

    id: str
    name: str
    country: str | None
    lat: float
    lon: float
    aliases: tuple[str, ...]
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Title:
    """A word that stands before a name or for a person: ``kind`` is prefix, office or rank."""

    form: str
    kind: str
    office: str
    country: str | None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun for a collective or an institution. ``sort`` is gov, body or people; ``body`` is one name for an
    institution of several names; ``usual_owner`` whose it is when the article does not say."""

    form: str
    role: str
    kind: EntityKind
    sort: str
    body: str | None = None
    usual_owner: str | None = None


# Tables whose rows take further aliases of the user's, and the columns by which a user may name a row.
NAMED_BY = {"countries.tsv": ("iso3", "name"), "persons.tsv": ("name",), "organisations.tsv": ("id", "name"),
            "places.tsv": ("name",)}  # fmt: skip
@dataclass(frozen=True, slots=True)
class Namesake:
    """Another place of the same name, and the words that show that it is meant."""

    sort: str
    key: str
    cues: tuple[str, ...]


KINDS: dict[str, EntityKind] = {
    "person": "person", "organisation": "organisation", "state": "state", "place": "place", "group": "group"
}  # fmt: skip


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one table as column name to value, the user's own last, with the user's further aliases."""
    keys = NAMED_BY.get(name, ())
    for row in shipped_rows(name):
        more = [alias for key in keys for alias in own_aliases(row[key])]
        yield with_aliases(row, more) if more else row
    yield from own_rows(name)


def shipped_rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of one shipped table; lines that begin with ``#`` are notes."""
    text = (files("runut.data") / "kb" / name).read_text(encoding="utf8")
    columns: list[str] | None = None
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if columns is None:
            columns = cells
            continue
        yield dict(zip(columns, cells, strict=True))


def _many(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


@follows_own
@cache
def countries() -> dict[str, Country]:
    """ISO 3166-1 alpha-3 code to country."""
    out: dict[str, Country] = {}
    for row in rows("countries.tsv"):
        lat, lon = (float(row[c]) if row[c] else None for c in ("lat", "lon"))
        out[row["iso3"]] = Country(
            row["iso3"], row["name"], _many(row["aliases"]), _many(row["seats"]), lat, lon, row["wikidata"] or None
        )
    return out


@follows_own
@cache
def persons() -> dict[str, Person]:
    """Name to person."""
    out: dict[str, Person] = {}
    for row in rows("persons.tsv"):
        name, wikidata = row["name"], row["wikidata"] or None
        out[name] = Person(
            wikidata or "person:" + slug(name), name, row["iso3"] or None, row["affiliation"] or None, wikidata,
            _many(row["bare"]), _many(row["aliases"]),
        )  # fmt: skip
    for row in rows("officials.tsv"):
        name, wikidata = row["name"], row["wikidata"] or None
        out[name] = Person(wikidata or "person:" + slug(name), name, row["iso3"], None, wikidata, (), ())
    return out


@follows_own
@cache
def organisations() -> dict[str, Organisation]:
    """Id to organisation."""
    return {
        row["id"]: Organisation(
            row["id"], row["name"], KINDS[row["kind"]], row["iso3"] or None, row["role"], _many(row["aliases"]),
            row["wikidata"] or None,
        )
        for row in rows("organisations.tsv")
    }


# A name by the eldest child, which many share until a father's name tells them apart.
KUNYA = ("abu ", "ummu ", "umm ", "oum ")

# What marks a soft sign or a glottal stop in GeoNames ("Ryazan’") is mostly left out in newspapers.
UNWRITTEN = {ord(mark): None for mark in "’‘ʼʻ"}


@follows_own
@cache
def places() -> dict[str, PlaceRow]:
    """Id to place; ``weak`` ones count only behind a word of place."""
    out: dict[str, PlaceRow] = {}
    for row in rows("places.tsv"):
        key = "place:" + slug(row["name"])
        out[key] = PlaceRow(
            key, row["name"], row["iso3"] or None, float(row["lat"]), float(row["lon"]), _many(row["aliases"])
        )
    for row in rows("cities.tsv"):
        name = row["name"].translate(UNWRITTEN)
        key = "place:" + slug(name)
        if key not in out:
            other = () if name == row["name"] else (row["name"],)
            out[key] = PlaceRow(
                key, name, row["iso3"], float(row["lat"]), float(row["lon"]), other, row["strength"] == "weak"
            )
    return out


@cache
def titles() -> dict[str, Title]:
    """Form to title."""
    return {r["form"]: Title(r["form"], r["class"], r["office"], r["iso3"] or None) for r in rows("titles.tsv")}


@cache
def nouns() -> dict[str, Noun]:
    """Form to noun."""
    return {
        r["form"]: Noun(r["form"], r["role"], KINDS[r["kind"]], r["class"], r["body"] or None, r["usual_owner"] or None)
        for r in rows("nouns.tsv")
    }


@cache
def portfolios() -> tuple[str, ...]:
    """Fields of ministries and offices."""
    return tuple(row["form"] for row in rows("portfolios.tsv"))


@cache
def namesakes() -> dict[str, Namesake]:
    """Name to the less known of its two bearers."""
    return {row["name"]: Namesake(row["sort"], row["key"], _many(row["cues"])) for row in rows("namesakes.tsv")}


@cache
def metonyms() -> dict[str, tuple[str, str]]:
    """Place to what it stands for where it acts, as a sort and a key: Jakarta to Indonesia."""
    return {row["place"]: (row["sort"], row["key"]) for row in rows("metonyms.tsv")}


@cache
def ship_prefixes() -> dict[str, str]:
    """Prefix of a navy's ships to its state: USS, KRI."""
    return {row["prefix"]: row["iso3"] for row in rows("ship_prefixes.tsv")}


@cache
def _word_classes() -> tuple[tuple[str, str], ...]:
    text = (files("runut.data") / "lexicons" / "word_classes.tsv").read_text(encoding="utf8")
    cells = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return tuple((pair[0], pair[1]) for pair in cells if len(pair) == 2)


@cache
def common_words() -> frozenset[str]:
    """Lower-case words of running text that are no names: a name must not begin with one where capitals say nothing."""
    return frozenset(word for word, tag in _word_classes() if tag != "PROPN")


@cache
def verbs() -> frozenset[str]:
    """Words that are mostly verbs; none of them is part of a name ("Menteri Pertahanan Rusia Kunjungi ...")."""
    return frozenset(word for word, tag in _word_classes() if tag == "VERB")


@cache
def headline_verbs() -> frozenset[str]:
    """``verbs`` and the stems that stand for them in headlines, but for words of names: "Putin Tolak Tawaran"."""
    return verbs() | ((headline_stems() | words("headline_verb")) - name_parts())


@cache
def name_parts() -> frozenset[str]:
    """Folded words that occur in names of persons."""
    return frozenset(row["part"] for row in rows("name_parts.tsv"))


@cache
def words(name: str) -> frozenset[str]:
    """One of the word sets of ``words.tsv``."""
    return _word_sets()[name]


@cache
def function_words() -> frozenset[str]:
    """Words that open another phrase or clause."""
    return words("closed") | words("locative") | words("clause") | words("preposition")


@cache
def _word_sets() -> dict[str, frozenset[str]]:
    return {row["set"]: frozenset(_many(row["words"])) for row in rows("words.tsv")}

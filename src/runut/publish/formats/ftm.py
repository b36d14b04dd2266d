"""FollowTheMoney: entities as JSON lines for Aleph, OpenAleph and the ``ftm`` tools.

In: a ``View``. Out: bytes. Persons are ``Person``, states and bodies ``PublicBody``, organisations ``Organization``,
groups and what is unknown ``LegalEntity``; events are ``Event`` and articles ``Article``. FollowTheMoney knows who is
involved in an event, not who did it to whom: the summary says that in words. The description is a sentence, or, without
text, the place of each report's sentence and the hash of its article. Ids are hashes of ours, the same in every export
of the same chronicle. Dates are as exact as they are known: "2020-05" for a month.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from hashlib import sha1

import orjson

from runut.publish.decisions import decisions_left_out
from runut.publish.made import Made
from runut.publish.parties import Cast, Party
from runut.publish.phrasing import lead_report, sentence
from runut.publish.sources import Source, Sources, plain
from runut.publish.textless import sentences_left_out, words
from runut.publish.view import View
from runut.publish.wording import alpha2
from runut.records import Cluster

__all__ = ["write"]

Properties = dict[str, list[str]]
SCHEMAS = {"person": "Person", "state": "PublicBody", "organisation": "Organization"}
LANGUAGES = {"id": "ind", "ms": "msa", "en": "eng"}
ONE = "all sentences of an event but one"
LEFT_OUT = (
    "who is actor and who recipient (the summary says it), codes, offsets of names",
    "the status of an event as a field (it is among the keywords)",
)


def write(view: View) -> Made:
    """The entities: parties, articles, events."""
    cast, sources = Cast(view), Sources(view)
    parties: dict[str, Party] = {}
    for cluster in view.clusters:
        for one in (*cast.side(cluster, cluster.actors), *cast.side(cluster, cluster.targets)):
            parties.setdefault(one.id, one)
    entities = [
        *(_entity(_id("party", one.id), SCHEMAS.get(one.kind, "LegalEntity"), _party(one)) for one in parties.values()),
        *(_entity(_id("article", source.id), "Article", _article(source)) for source in sources),
        *(_entity(_id("event", c.id), "Event", _event(c, view, cast, sources)) for c in view.clusters),
    ]
    left_out = (*sentences_left_out(view, ONE), *decisions_left_out(view.clusters), *LEFT_OUT)
    return Made(b"".join(orjson.dumps(one) + b"\n" for one in entities), left_out)


def _entity(name: str, schema: str, properties: Properties) -> dict[str, object]:
    return {"id": name, "schema": schema, "properties": {key: value for key, value in properties.items() if value}}


def _id(kind: str, name: str) -> str:
    return sha1(f"runut:{kind}:{name}".encode(), usedforsecurity=False).hexdigest()


def _party(party: Party) -> Properties:
    wikidata = party.wikidata or (party.id if party.id[:1] == "Q" and party.id[1:].isdigit() else "")
    country = alpha2(party.country)
    return {
        "name": [party.name],
        "country": [country.lower()] if country else [],
        "wikidataId": [wikidata] if wikidata else [],
        **({"position": [party.title]} if party.kind == "person" and party.title else {}),
    }


def _article(source: Source) -> Properties:
    return {
        "fileName": [source.name],
        "title": [source.title] if source.title else [],
        "author": [source.author] if source.author else [],
        "publisher": [source.outlet] if source.outlet else [],
        "publishedAt": _dates(source.published.earliest, source.published.latest),
        "sourceUrl": [source.address] if source.address else [],
        "language": [LANGUAGES[source.language]] if source.language in LANGUAGES else [],
        "description": [f"sha256:{source.sha256}"] if source.sha256 else [],
    }


def _event(cluster: Cluster, view: View, cast: Cast, sources: Sources) -> Properties:
    time, place = cluster.time, cluster.place
    involved = (*cast.side(cluster, cluster.actors), *cast.side(cluster, cluster.targets))
    told = {source.number: source for source in map(sources.of, cluster.reports)}
    country = alpha2(place.country) if place else None
    days = (time.earliest, time.latest) if time else (None, None)
    exact = _dates(*days)
    return {
        "name": [plain(sentence(cluster, view.language, dated=False))],
        "summary": [plain(sentence(cluster, view.language))],
        "description": _evidence(cluster, view, sources),
        "date": exact,
        "startDate": [days[0].isoformat()] if days[0] and not exact else [],
        "endDate": [days[1].isoformat()] if days[1] and not exact else [],
        "location": [plain(place.name)] if place else [],
        "country": [country.lower()] if country else [],
        "involved": list(dict.fromkeys(_id("party", one.id) for one in involved)),
        "proof": list(dict.fromkeys(_id("article", source.id) for source in told.values())),
        "keywords": [cluster.status, cluster.type, cluster.act],
        "sourceUrl": list(dict.fromkeys(source.address for source in told.values() if source.address)),
        "recordId": [cluster.id],
    }


def _evidence(cluster: Cluster, view: View, sources: Sources) -> list[str]:
    """The clearest sentence; without text, where each report's sentence stands: address, characters, hash."""
    if view.with_text:
        lead = lead_report(cluster)
        return [plain(words(lead))] if lead else []
    told = ((sources.of(report), report.event.evidence) for report in cluster.reports)
    places = (plain(f"{source.place(span)} sha256:{source.sha256}") for source, span in told)
    return list(dict.fromkeys(places))


def _dates(first: date | None, last: date | None) -> list[str]:
    """A day, a month or a year as FollowTheMoney writes them; nothing for another stretch."""
    return list(_exact(first, last)) if first and last else []


def _exact(first: date, last: date) -> Iterator[str]:
    if first == last:
        yield first.isoformat()
    elif (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        yield f"{first.year:04d}"
    elif (first.year, first.month) == (last.year, last.month) and first.day == 1 and _ends_month(last):
        yield first.isoformat()[:7]


def _ends_month(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]

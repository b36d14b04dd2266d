"""JSON-LD: schema.org's Action, NewsArticle and Claim, with PROV for what was derived from what.

In: a ``View``. Out: bytes. The context stands in the document, so that no reader has to fetch it. An event is an
``Action`` with agents and participants, whatever its status; ``actionStatus`` is set only where schema.org has a word
for it, ``runut:status`` always. Each report is a ``Claim`` that appears in an article, is derived from it, and is
attributed to whom the article names. schema.org's times are days; ``runut:date`` is the date as exactly as it is known.
"""

from __future__ import annotations

from urllib.parse import quote

import orjson

from runut import __version__
from runut.publish.decisions import in_brief
from runut.publish.made import Made, note
from runut.publish.parties import Cast, Party
from runut.publish.phrasing import sentence
from runut.publish.sources import Source, Sources, plain
from runut.publish.textless import sentences_left_out
from runut.publish.view import View
from runut.records import Cluster, Place, Report

__all__ = ["write"]

Node = dict[str, object]
CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "runut": "urn:runut:",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "url": {"@id": "https://schema.org/url", "@type": "@id"},
    "sameAs": {"@id": "https://schema.org/sameAs", "@type": "@id"},
    "actionStatus": {"@id": "https://schema.org/actionStatus", "@type": "@vocab"},
    "startTime": {"@id": "https://schema.org/startTime", "@type": "xsd:date"},
    "endTime": {"@id": "https://schema.org/endTime", "@type": "xsd:date"},
}
STATUS = {"actual": "CompletedActionStatus", "planned": "PotentialActionStatus", "negated": "FailedActionStatus"}
KINDS = {"person": "Person", "state": "Country", "organisation": "Organization"}
LEFT_OUT = (
    "that a first and a last day enclose an event which need not fill them (runut:date tells)",
    "offsets of names, the rules behind each value", "conflicts, quantities",
)  # fmt: skip


def write(view: View) -> Made:
    """The document."""
    cast, sources = Cast(view), Sources(view)
    left_out = (*sentences_left_out(view), *LEFT_OUT)
    parties: dict[str, Party] = {}
    for cluster in view.clusters:
        for one in (*cast.side(cluster, cluster.actors), *cast.side(cluster, cluster.targets)):
            parties.setdefault(one.id, one)
    graph: list[Node] = [
        {"@id": "urn:runut:software", "@type": ["SoftwareApplication", "prov:SoftwareAgent"], "name": "runut",
         "softwareVersion": __version__},
        {"@id": "urn:runut:chronicle", "@type": ["Dataset", "prov:Entity"], "name": plain(view.title),
         "description": note(left_out), "prov:wasAttributedTo": _ref("urn:runut:software")},
        *(_party(one) for one in parties.values()),
        *(_article(source) for source in sources),
    ]  # fmt: skip
    for cluster in view.clusters:
        graph.append(_action(cluster, view, cast))
        graph += [_claim(cluster, report, sources) for report in cluster.reports]
    return Made(orjson.dumps({"@context": CONTEXT, "@graph": graph}, option=orjson.OPT_INDENT_2) + b"\n", left_out)


def _iri(kind: str, name: str) -> str:
    return f"urn:runut:{kind}:{quote(name, safe='')}"


def _ref(iri: str) -> Node:
    return {"@id": iri}


def _party(party: Party) -> Node:
    wikidata = party.wikidata or (party.id if party.id[:1] == "Q" and party.id[1:].isdigit() else "")
    return _filled({
        "@id": _iri("party", party.id),
        "@type": [KINDS.get(party.kind, "Thing"), "prov:Agent"],
        "name": party.name,
        "jobTitle": party.title if party.kind == "person" else "",
        "runut:country": party.country,
        "sameAs": f"http://www.wikidata.org/entity/{wikidata}" if wikidata else "",
    })  # fmt: skip


def _article(source: Source) -> Node:
    published = source.published
    return _filled({
        "@id": _iri("article", source.id),
        "@type": ["NewsArticle", "prov:Entity"],
        "headline": source.title,
        "url": source.address or "",
        "datePublished": published.value or "",
        "inLanguage": source.language,
        "author": {"@type": "Person", "name": source.author} if source.author else "",
        "publisher": {"@type": "Organization", "name": source.outlet} if source.outlet else "",
        "runut:sha256": source.sha256,
        "runut:file": source.name,
    })  # fmt: skip


def _action(cluster: Cluster, view: View, cast: Cast) -> Node:
    time = cluster.time
    agents, participants = (cast.side(cluster, side) for side in (cluster.actors, cluster.targets))
    return _filled({
        "@id": _iri("event", cluster.id),
        "@type": ["Action", "prov:Entity"],
        "name": plain(sentence(cluster, view.language, dated=False)),
        "agent": [_ref(_iri("party", one.id)) for one in agents],
        "participant": [_ref(_iri("party", one.id)) for one in participants],
        "startTime": time.earliest.isoformat() if time and time.earliest else "",
        "endTime": time.latest.isoformat() if time and time.latest else "",
        "actionStatus": STATUS.get(cluster.status, ""),
        "location": _place(cluster.place) if cluster.place else "",
        "runut:date": time.value if time else "",
        "runut:status": cluster.status,
        "runut:ploverType": cluster.type,
        "runut:ploverMode": cluster.mode or "",
        "runut:cameo": cluster.cameo or "",
        "runut:act": cluster.act,
        "runut:confidence": cluster.confidence,
        "runut:independentSources": cluster.independent_sources,
        "runut:decision": [in_brief(one) for one in cluster.decisions],
        "isPartOf": _ref(_iri("event", cluster.part_of)) if cluster.part_of else "",
        "prov:wasDerivedFrom": [_ref(_claim_iri(cluster, report)) for report in cluster.reports],
    })  # fmt: skip


def _claim_iri(cluster: Cluster, report: Report) -> str:
    return _iri("claim", f"{cluster.id}/{report.event.id}")


def _claim(cluster: Cluster, report: Report, sources: Sources) -> Node:
    span, source = report.event.evidence, sources.of(report)
    article = _ref(_iri("article", source.id))
    said_by = [plain(claim.name) for claim in report.event.said_by]
    return _filled({
        "@id": _claim_iri(cluster, report),
        "@type": ["Claim", "prov:Entity"],
        "about": _ref(_iri("event", cluster.id)),
        "appearance": article,
        "prov:wasDerivedFrom": article,
        "text": plain(span.text),
        "runut:place": source.place(span),
        "runut:start": span.start,
        "runut:end": span.end,
        "runut:status": report.event.status,
        "runut:saidBy": {"@list": said_by} if said_by else "",
    })  # fmt: skip


def _place(place: Place) -> Node:
    located = place.lat is not None and place.lon is not None
    point: Node = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lon}
    return {"@type": "Place", "name": plain(place.name)} | ({"geo": point} if located else {})


def _filled(node: Node) -> Node:
    return {key: value for key, value in node.items() if value not in ("", None, [])}

"""GeoJSON (RFC 7946): one feature an event, a point where the article names a place that is known.

In: a ``View``. Out: bytes. Events without a known place are features without a geometry, which the standard allows; a
map leaves them out. The note of what is not in it is a member of the collection.
"""

from __future__ import annotations

import orjson

from runut.publish.decisions import in_brief
from runut.publish.made import Made, counted, note
from runut.publish.naming import party_names
from runut.publish.phrasing import lead_report, sentence
from runut.publish.sources import Sources, plain
from runut.publish.textless import sentences_left_out, words
from runut.publish.view import View
from runut.records import Cluster

__all__ = ["write"]


def write(view: View) -> Made:
    """The collection."""
    sources = Sources(view)
    features = [_feature(cluster, view, sources) for cluster in view.clusters]
    unlocated = sum(feature["geometry"] is None for feature in features)
    left_out = (
        *counted(unlocated, "point", "of events without a known place (kept, without a geometry)"),
        *sentences_left_out(view, "all sentences of an event but one"),
        "codes, offsets and the rules behind each value",
    )
    collection = {"type": "FeatureCollection", "note": note(left_out), "features": features}
    return Made(orjson.dumps(collection, option=orjson.OPT_INDENT_2) + b"\n", left_out)


def _feature(cluster: Cluster, view: View, sources: Sources) -> dict[str, object]:
    time, place, lead = cluster.time, cluster.place, lead_report(cluster)
    located = place is not None and place.lat is not None and place.lon is not None
    told = {source.number: source for source in map(sources.of, cluster.reports)}
    return {
        "type": "Feature",
        "id": cluster.id,
        "geometry": {"type": "Point", "coordinates": [place.lon, place.lat]} if place and located else None,
        "properties": {
            "name": plain(sentence(cluster, view.language, dated=False)),
            "date": time.value if time else None,
            "earliest": time.earliest.isoformat() if time and time.earliest else None,
            "latest": time.latest.isoformat() if time and time.latest else None,
            "status": cluster.status,
            "type": cluster.type,
            "mode": cluster.mode,
            "act": cluster.act,
            "actors": list(party_names(cluster.actors, view.language)),
            "targets": list(party_names(cluster.targets, view.language)),
            "place": place.name if place else None,
            "country": place.country if place else None,
            "independent_sources": cluster.independent_sources,
            "confidence": cluster.confidence,
            "decisions": [in_brief(one) for one in cluster.decisions],
            "evidence": words(lead) if lead else None,
            "sources": [source.address or source.name for source in told.values()],
        },
    }

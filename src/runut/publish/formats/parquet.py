"""Parquet: one event a line, with typed columns; parties, reports and conflicts are lists of structures.

In: a ``View``. Out: bytes, the same for the same view and version of pyarrow. The note of what is not in it stands in
the metadata of the schema, under ``runut``. It needs pyarrow, which is an extra: ``pip install 'runut[parquet]'``.
"""

from __future__ import annotations

import io
from typing import Any

from runut import __version__
from runut.errors import UsageError
from runut.publish.decisions import in_brief
from runut.publish.made import Made, note
from runut.publish.sources import Sources
from runut.publish.textless import sentences_left_out
from runut.publish.view import View
from runut.records import Cluster, Participant, Report

__all__ = ["write"]

LEFT_OUT = ("offsets of names, the rules behind each value",)


def write(view: View) -> Made:
    """The table."""
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'runut[parquet]'") from error

    sources = Sources(view)
    left_out = (*sentences_left_out(view), *LEFT_OUT)
    schema = _schema(pa, with_text=view.with_text).with_metadata(
        {"runut": __version__, "runut.note": note(left_out), "runut.filter": view.filter}
    )
    rows = [_event(cluster, sources, with_text=view.with_text) for cluster in view.clusters]
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), out, compression="zstd", store_schema=True)
    return Made(out.getvalue(), left_out)


def _schema(pa: Any, *, with_text: bool) -> Any:
    text, whole, real, day = pa.string(), pa.int32(), pa.float64(), pa.date32()
    party = pa.struct([(name, text) for name in ("entity", "name", "country", "role", "mention")])
    report = pa.struct([
        ("article", text), ("sha256", text), ("source", text), ("address", text), ("outlet", text),
        ("published", text), ("published_earliest", day), ("published_latest", day), ("status", text),
        ("date", text), ("said_by", pa.list_(text)), ("start", whole), ("end", whole), ("confidence", real),
        *([("sentence", text)] if with_text else []),
    ])  # fmt: skip
    value = pa.struct([("source", text), ("value", text)])
    conflict = pa.struct([("kind", text), ("judgement", text), ("values", pa.list_(value))])
    return pa.schema([
        ("id", text), ("type", text), ("mode", text), ("act", text), ("cameo", text), ("contexts", pa.list_(text)),
        ("status", text), ("date", text), ("earliest", day), ("latest", day), ("actors", pa.list_(party)),
        ("targets", pa.list_(party)), ("place", text), ("place_country", text), ("latitude", real),
        ("longitude", real), ("independent_sources", whole), ("first_reported", text), ("occasion", text),
        ("part_of", text), ("confidence", real), ("reports", pa.list_(report)), ("conflicts", pa.list_(conflict)),
        ("decisions", pa.list_(text)),
    ])  # fmt: skip


def _event(cluster: Cluster, sources: Sources, *, with_text: bool) -> dict[str, Any]:
    time, place = cluster.time, cluster.place
    return {
        "id": cluster.id, "type": cluster.type, "mode": cluster.mode, "act": cluster.act, "cameo": cluster.cameo,
        "contexts": list(cluster.contexts), "status": cluster.status, "date": time.value if time else None,
        "earliest": time.earliest if time else None, "latest": time.latest if time else None,
        "actors": [_party(one) for one in cluster.actors], "targets": [_party(one) for one in cluster.targets],
        "place": place.name if place else None, "place_country": place.country if place else None,
        "latitude": place.lat if place else None, "longitude": place.lon if place else None,
        "independent_sources": cluster.independent_sources, "first_reported": cluster.first_reported,
        "occasion": cluster.occasion, "part_of": cluster.part_of, "confidence": cluster.confidence,
        "reports": [_report(report, sources, with_text=with_text) for report in cluster.reports],
        "conflicts": [
            {"kind": one.kind, "judgement": one.judgement,
             "values": [{"source": source, "value": value} for source, _, value, _ in one.values]}
            for one in cluster.conflicts
        ],
        "decisions": [in_brief(one) for one in cluster.decisions],
    }  # fmt: skip


def _party(one: Participant) -> dict[str, str | None]:
    mention = one.mention.text if one.mention else None
    return {"entity": one.entity, "name": one.name, "country": one.country, "role": one.role, "mention": mention}


def _report(report: Report, sources: Sources, *, with_text: bool) -> dict[str, Any]:
    event, source = report.event, sources.of(report)
    return {
        "article": report.article, "sha256": source.sha256, "source": report.source, "address": source.address,
        "outlet": report.outlet, "published": report.published.value,
        "published_earliest": report.published.earliest, "published_latest": report.published.latest,
        "status": event.status, "date": event.time.value if event.time else None,
        "said_by": [claim.name for claim in event.said_by], "start": event.evidence.start, "end": event.evidence.end,
        "confidence": event.confidence,
    } | ({"sentence": event.evidence.text} if with_text else {})  # fmt: skip

"""Hand-made records for the publishing tests: four short articles of our own and the chronicle that they give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

from runut.records import (
    Article,
    Block,
    CitedSource,
    Claim,
    Cluster,
    Conflict,
    CrossConflict,
    Document,
    Entity,
    Event,
    EventTime,
    Given,
    Mention,
    MetadataDate,
    Outlet,
    Participant,
    Place,
    Published,
    Quantity,
    Report,
    Span,
    Speaker,
    Statement,
    TimeExpression,
)

TEXTS = {
    "warta.txt": (
        "Rusia Serahkan Medali Peringatan kepada Pemimpin Korea Utara\n\n"
        "Baca Juga: Harga Cabai Naik Menjelang Lebaran\n\n"
        "Duta Besar Rusia Alexander Matsegora menyerahkan medali peringatan kepada Menteri Luar Negeri Korea Utara "
        "Ri Son Gwon di Pyongyang pada 5 Mei 2020, menurut kantor berita KCNA.\n\n"
        "Kim Jong-un dikabarkan tidak hadir dalam parade di Moskow pada 24 Juni 2020.\n\n"
        "Foto: Parade militer di Lapangan Merah\n\n"
        "Halaman Selanjutnya"
    ),
    "kabar.html": (
        "Medali untuk Kim\n\n"
        "Medali itu diserahkan di Aula Mansudae pada 6 Mei 2020, kata seorang pejabat kedutaan.\n\n"
        "Pada April 2019, Kim Jong-un bertemu dengan Presiden Vladimir Putin di Vladivostok."
    ),
    "pos.txt": (
        "Intelijen: Korut Kirim Lebih dari 10.000 Tentara\n\n"
        "Korea Utara mengirim lebih dari 10.000 tentara ke Rusia, menurut laporan intelijen Korea Selatan. "
        "Moskow membantah telah menerima pasukan itu. "
        "Menteri Pertahanan Rusia akan mengunjungi Pyongyang pekan depan."
    ),
    "jahat.html": (
        "</script><script>alert(1)</script><img src=x onerror=alert(2)>\n\n"
        "Rusia & Korea Utara <b>menandatangani</b> \"perjanjian\" <!-- --> ' pada 2024.\n\n"
        "\u2028\u2029=cmd|' /C calc'!A0"
    ),
}


def span(source: str, words: str) -> Span:
    start = TEXTS[source].index(words)
    return Span(start, start + len(words), words)


def party(name: str, entity: str | None, country: str | None, mention: Span | None = None) -> Participant:
    return Participant(entity, name, country, "subject" if mention else "dropped subject", mention)


RUS = party("Rusia", "RUS", "RUS")
PRK = party("Korea Utara", "PRK", "PRK")
KIM = party("Kim Jong-un", "person:kim-jong-un", "PRK")
PUTIN = party("Vladimir Putin", "person:vladimir-putin", "RUS")
MATSEGORA = party("Alexander Matsegora", "person:alexander-matsegora", "RUS")
RI = party("Ri Son Gwon", "person:ri-son-gwon", "PRK")
KCNA = Claim("KCNA", "org:kcna", "menurut", None)
INTEL = Claim("laporan intelijen Korea Selatan", None, "menurut", None)
OFFICIAL = Claim("seorang pejabat kedutaan", None, "kata", None)

ACTS = {
    "award": ("memberikan penghargaan kepada", "gives an award to"),
    "visit": ("mengunjungi", "visits"),
    "meet": ("bertemu dengan", "meets"),
    "send_troops": ("mengirim pasukan ke", "sends troops to"),
    "attend": ("menghadiri upacara bersama", "attends a ceremony with"),
    "sign": ("menandatangani perjanjian dengan", "signs an agreement with"),
    "receive_troops": ("menerima pasukan dari", "receives troops from"),
}


def when(value: str, earliest: date | None, latest: date | None) -> EventTime:
    return EventTime(value, earliest, latest, "own", "explicit", None)


def event(source: str, act: str, kind: str, evidence: str, trigger: str, **more: object) -> Event:
    values: dict[str, object] = {
        "id": f"{source}#{act}",
        "type": kind,
        "mode": None,
        "act": act,
        "cameo": "057",
        "contexts": ("diplomatic",),
        "status": "actual",
        "actors": (),
        "targets": (),
        "place": None,
        "time": None,
        "said_by": (),
        "trigger": span(source, trigger),
        "evidence": span(source, evidence),
        "also": (),
        "quantities": (),
        "confidence": 0.8,
        "rule": "codebook:test",
        "why": (),
    }
    return Event(**(values | more))  # type: ignore[arg-type]


AWARD_1 = event(
    "warta.txt", "award", "SUPPORT",
    TEXTS["warta.txt"].split("\n\n")[2], "menyerahkan",
    actors=(MATSEGORA, RUS), targets=(RI, PRK), place=Place("Pyongyang", "PRK", 39.03, 125.75, None),
    time=when("2020-05-05", date(2020, 5, 5), date(2020, 5, 5)), said_by=(KCNA,), why=("kamus: menyerahkan medali",),
)  # fmt: skip
ABSENT = event(
    "warta.txt", "attend", "CONSULT",
    "Kim Jong-un dikabarkan tidak hadir dalam parade di Moskow pada 24 Juni 2020.", "hadir",
    status="negated", actors=(KIM,), targets=(RUS,), place=Place("Moskow", "RUS", 55.75, 37.6, None),
    time=when("2020-06-24", date(2020, 6, 24), date(2020, 6, 24)),
)  # fmt: skip
AWARD_2 = event(
    "kabar.html", "award", "SUPPORT",
    "Medali itu diserahkan di Aula Mansudae pada 6 Mei 2020, kata seorang pejabat kedutaan.", "diserahkan",
    targets=(KIM,), time=when("2020-05-06", date(2020, 5, 6), date(2020, 5, 6)), said_by=(OFFICIAL,),
)  # fmt: skip
MEETING = event(
    "kabar.html", "meet", "CONSULT",
    "Pada April 2019, Kim Jong-un bertemu dengan Presiden Vladimir Putin di Vladivostok.", "bertemu",
    actors=(KIM, PUTIN), targets=(KIM, PUTIN), place=Place("Vladivostok", "RUS", 43.1, 131.9, None),
    time=when("2019-04", date(2019, 4, 1), date(2019, 4, 30)),
)  # fmt: skip
TROOPS = Quantity(
    span("pos.txt", "lebih dari 10.000 tentara").start, span("pos.txt", "lebih dari 10.000 tentara").end,
    "lebih dari 10.000 tentara", 10000.0, None, "lebih dari", None, "tentara", "intelijen", "number",
)  # fmt: skip
SENT = event(
    "pos.txt", "send_troops", "AID",
    "Korea Utara mengirim lebih dari 10.000 tentara ke Rusia, menurut laporan intelijen Korea Selatan.", "mengirim",
    actors=(PRK,), targets=(RUS,), said_by=(INTEL,), quantities=(TROOPS,), also=(span("pos.txt", "Korut Kirim"),),
)  # fmt: skip
DENIED = event(
    "pos.txt", "receive_troops", "AID", "Moskow membantah telah menerima pasukan itu.", "menerima",
    status="denied", actors=(RUS,), targets=(PRK,), said_by=(Claim("Moskow", "RUS", "membantah", None),),
)  # fmt: skip
PLANNED = event(
    "pos.txt", "visit", "CONSULT", "Menteri Pertahanan Rusia akan mengunjungi Pyongyang pekan depan.", "mengunjungi",
    status="planned", actors=(RUS,), targets=(PRK,),
    time=when("2024-11-04/2024-11-10", date(2024, 11, 4), date(2024, 11, 10)),
)  # fmt: skip
SIGNED = event(
    "jahat.html", "sign", "AGREE", TEXTS["jahat.html"].split("\n\n")[1], "menandatangani",
    actors=(party("<b>Rusia</b>", "RUS", "RUS"),), targets=(PRK,), status="rumoured",
    time=when("2024", date(2024, 1, 1), date(2024, 12, 31)),
)  # fmt: skip


def _blocks(source: str, labels: list[str]) -> tuple[Block, ...]:
    out, at = [], 0
    for part, label in zip(TEXTS[source].split("\n\n"), labels, strict=True):
        out.append(Block(at, at + len(part), label, f"test-{label}"))  # type: ignore[arg-type]
        at += len(part) + 2
    return tuple(out)


def _article(source: str, labels: list[str], published: Published, **more: object) -> Article:
    text = TEXTS[source]
    title = text.split("\n\n")[0]
    document = Document(
        source=f"berita/{source}",
        key=None,
        id="a" + sha256(text.encode()).hexdigest()[:12],
        sha256=sha256(text.encode()).hexdigest(),
        text=text,
        title=Span(0, len(title), title),
        title_given=None,
        outlet=Outlet("Warta Contoh", "warta.example"),
        language="id",
        blocks=_blocks(source, labels),
        cited_sources=(),
        metadata_dates=(MetadataDate("2020-06-24T09:00:00+07:00", "json-ld"),),
        incomplete=source == "warta.txt",
        given=Given(key="k", other={"rubrik": "dunia"}),
        repairs=("entities",),
    )
    fields = {name: more.pop(name) for name in list(more) if name in ("outlet", "key", "cited_sources")}
    return Article(replace(document, **fields), published, **more)  # type: ignore[arg-type]


def _published(day: date, basis: str = "dateline", words: Span | None = None) -> Published:
    return Published(day, day, day.isoformat(), basis, words, "contoh")  # type: ignore[arg-type]


WARTA = _article(
    "warta.txt", ["title", "related", "body", "body", "caption", "navigation"],
    _published(date(2020, 6, 24), "text", span("warta.txt", "24 Juni 2020")),
    key="w-1",
    cited_sources=(CitedSource("KCNA", "Moscow Times", span("warta.txt", "KCNA")),),
    times=(
        TimeExpression(
            *(span("warta.txt", "5 Mei 2020").start, span("warta.txt", "5 Mei 2020").end), "5 Mei 2020", "DATE",
            "2020-05-05", None, date(2020, 5, 5), date(2020, 5, 5), "day", "explicit", "hari, bulan dan tahun tertulis",
            {"b": "2", "a": "1"}, ("weekday-mismatch",), "day-month-year",
        ),
    ),
    entities=(
        Entity("RUS", "Rusia", "state", "RUS", "Q159"), Entity("PRK", "Korea Utara", "state", "PRK", "Q423"),
        Entity("person:kim-jong-un", "Kim Jong-un", "person", "PRK", "Q56226", "Pemimpin"),
    ),
    mentions=(
        Mention(0, 5, "Rusia", "state", "RUS", "name", (), "kb"),
        Mention(
            span("warta.txt", "Kim Jong-un").start, span("warta.txt", "Kim Jong-un").end, "Kim Jong-un", "person",
            "person:kim-jong-un", "name", ("person:kim-jong-un",), "kb",
        ),
    ),
    events=(AWARD_1, ABSENT),
    statements=(
        Statement(
            Speaker("KCNA", "org:kcna", span("warta.txt", "KCNA")), Speaker("pembaca", None, None),
            span("warta.txt", "menurut"), "indirect", span("warta.txt", "menyerahkan medali peringatan"),
            ("KCNA",), "menurut",
        ),
    ),
    quantities=(),
    conflicts=(
        Conflict(
            "weekday", "'Sabtu (5/5/2020)' adalah hari Selasa", (span("warta.txt", "5 Mei 2020"),), ("2020-05-09",)
        ),
    ),
)  # fmt: skip
KABAR = _article("kabar.html", ["title", "body", "body"], _published(date(2020, 6, 25)), events=(AWARD_2, MEETING),
                 outlet=Outlet("Kabar Contoh", None), entities=(
                     Entity("person:kim-jong-un", "Kim Jong-un", "person", "PRK", "Q56226", "Presiden"),
                     Entity("person:vladimir-putin", "Vladimir Putin", "person", "RUS", "Q7747"),
                 ))  # fmt: skip
POS = _article("pos.txt", ["title", "body"], Published(None, None, None, "unknown"), events=(SENT, DENIED, PLANNED),
               outlet=None, quantities=(TROOPS,))  # fmt: skip
JAHAT = _article("jahat.html", ["title", "body", "navigation"], _published(date(2024, 7, 1)), events=(SIGNED,),
                 outlet=Outlet("<i>Jahat</i>", "javascript:alert(1)"))  # fmt: skip
ARTICLES = (WARTA, KABAR, POS, JAHAT)


def _report(article: Article, event: Event) -> Report:
    document = article.document
    outlet = document.outlet.name if document.outlet else None
    return Report(document.id, document.source, document.key, outlet, article.published, document.id, event)


def _cluster(number: int, *reports: Report, **more: object) -> Cluster:
    lead = reports[0].event
    values: dict[str, object] = {
        "id": f"e{number}", "type": lead.type, "mode": lead.mode, "act": lead.act, "cameo": lead.cameo,
        "contexts": lead.contexts, "status": lead.status, "actors": lead.actors, "targets": lead.targets,
        "place": lead.place, "time": lead.time, "reports": reports, "independent_sources": len(reports),
        "first_reported": reports[0].published.value, "conflicts": (),
        "status_history": ((reports[0].published.value, lead.status, reports[0].source),),
        "occasion": None, "confidence": lead.confidence, "why": ("satu laporan",),
    }  # fmt: skip
    return Cluster(**(values | more))  # type: ignore[arg-type]


DATES_DIFFER = CrossConflict(
    "date", "e2",
    (
        ("berita/warta.txt", "w-1", "2020-05-05", AWARD_1.evidence),
        ("berita/kabar.html", None, "2020-05-06", AWARD_2.evidence),
    ),
    "contradiction", "dua tanggal untuk satu penyerahan",
)  # fmt: skip
CLUSTERS = (
    _cluster(1, _report(KABAR, MEETING)),
    _cluster(
        2, _report(WARTA, AWARD_1), _report(KABAR, AWARD_2), conflicts=(DATES_DIFFER,), occasion="Hari Kemenangan",
        time=when("2020-05-05/2020-05-06", date(2020, 5, 5), date(2020, 5, 6)), why=("pelaku sama", "tempat sama"),
    ),
    _cluster(3, _report(WARTA, ABSENT)),
    _cluster(4, _report(JAHAT, SIGNED)),
    _cluster(5, _report(POS, PLANNED)),
    _cluster(6, _report(POS, SENT)),
    _cluster(7, _report(POS, DENIED)),
)  # fmt: skip
CONFLICTS = (DATES_DIFFER,)

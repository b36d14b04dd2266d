"""``runut verify``: is the chronicle what it was, and what can be made again of one that is not.

In: a chronicle. Out: a line for everything that is wrong, JSON lines with ``--json``; exit code 1 where something is.
The looking is ``keep.verifying``'s, the mending ``keep.repairing``'s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from runut.commands.options import chronicle_argument
from runut.errors import UsageError
from runut.messages import say, told

if TYPE_CHECKING:
    from runut.keep.store import Store
    from runut.keep.verifying import Finding

EXAMPLE = """\b
Example:
  runut verify korea.db
  runut verify korea.db --repair
  runut verify korea.db --canonical korea.jsonl
"""
REPAIR = "Make again what can be: rows from articles, articles from their original bytes, those from where they were."
CANONICAL = "Also write all that the chronicle says to FILE, in one order: equal chronicles give equal files."


@click.command("verify", epilog=EXAMPLE)
@chronicle_argument
@click.option("--repair", is_flag=True, help=REPAIR)
@click.option("--canonical", metavar="FILE", help=CANONICAL)
@click.option("--json", "as_json", is_flag=True, help="JSON lines, one for everything that is wrong.")
def verify_command(chronicle: str, repair: bool, canonical: str | None, as_json: bool) -> int:
    """Check a chronicle: original bytes against their hashes, every value against its sentence, every reference.

    Nothing is changed without --repair. Exit code 1: something is wrong, or still is.
    """
    from runut.keep.store import Store
    from runut.keep.verifying import check

    store = Store(chronicle)
    chronicle = str(store.path)  # without a password
    findings = list(check(store))
    if repair and findings:
        say(f"{len(findings)} found wrong; making again what can be")
        _repair(store, findings)
        findings = list(check(store))
    for finding in findings:
        click.echo(_line(finding, as_json=as_json))
    if canonical:
        _write(store, canonical)
    if not findings:
        totals = store.totals()
        say(f"{chronicle}: {totals.articles} articles, nothing wrong")
    elif not repair and any(finding.remedy != "none" for finding in findings):
        say(f"copy the file first, then: runut verify {chronicle} --repair")
    return 1 if findings else 0


def _repair(store: Store, findings: list[Finding]) -> None:
    from datetime import UTC, datetime

    from runut.config import engine_version
    from runut.engines import present
    from runut.keep.engines import MADE_OF
    from runut.keep.repairing import repair

    now = datetime.now(UTC).isoformat(timespec="seconds")
    run = store.begin_run(engine_version(), ["verify --repair"], now, {MADE_OF: present().to_object()})
    repair(store, findings, run)
    store.end_run(run, {"found_wrong": len(findings)}, now)


def _line(finding: Finding, *, as_json: bool) -> str:
    if as_json:
        import orjson

        return orjson.dumps(finding).decode()
    helps = told("cannot be made again") if finding.remedy == "none" else told("may be made again")
    return f"{finding.kind} {finding.name[:16]}: {told(finding.detail)} ({helps})"


def _write(store: Store, name: str) -> None:
    from runut.keep.canonical import lines

    try:
        with open(name, "wb") as file:
            file.writelines(lines(store))
    except OSError as error:
        raise UsageError(f"--canonical {name} cannot be written ({error.strerror}); name another") from error

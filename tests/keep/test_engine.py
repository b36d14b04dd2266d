"""Opening: made, found, refused with a sentence that says what to do; the schema is what the tables say."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

import making
import runut.keep.engine as engine
from runut.api import Chronicle
from runut.build import build
from runut.errors import StoreError
from runut.keep.codec import encode
from runut.keep.engine import connect, reading
from runut.keep.schema import metadata
from runut.keep.store import Store


def test_the_migrations_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    def ours(name: str | None, kind: str, _parents: object) -> bool:
        return not (kind == "table" and str(name).startswith("search_"))

    with reading(connect(tmp_path / "c.db", create=True)) as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []


def test_head_is_the_newest_script() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    assert ScriptDirectory.from_config(config).get_current_head() == engine.HEAD


def test_write_ahead_logging_is_on(tmp_path: Path) -> None:
    connect(tmp_path / "c.db", create=True)
    with sqlite3.connect(tmp_path / "c.db") as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_missing_chronicle(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="runut build"):
        connect(tmp_path / "c.db", create=False)
    assert not (tmp_path / "c.db").exists()


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="does not exist"):
        connect(tmp_path / "no" / "c.db", create=True)


def test_a_folder_is_no_chronicle(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        connect(tmp_path, create=True)


def test_another_file_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Catatan rapat. " * 100)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="not a chronicle"):
        connect(path, create=True)
    assert path.read_bytes() == before


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE songs (title TEXT)")
    with pytest.raises(StoreError, match="another program"):
        connect(path, create=True)


def test_a_newer_chronicle_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    connect(path, create=True)
    with sqlite3.connect(path) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer Runut"):
        connect(path, create=False)


def test_an_older_chronicle_is_copied_before_it_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    connect(path, create=True)
    script = "DROP TABLE alembic_version; CREATE TABLE alembic_version (version_num TEXT);"
    with sqlite3.connect(path) as older:
        older.executescript(script + "INSERT INTO alembic_version VALUES ('0000')")
    with pytest.raises(Exception, match="0000"):  # there is no such revision to migrate from
        connect(path, create=False)
    assert Path(f"{path}.before-{engine.HEAD}").exists()


def test_a_locked_chronicle_says_who_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "_WAIT_SECONDS", 0.1)
    path = tmp_path / "c.db"
    opened = connect(path, create=True)
    with sqlite3.connect(path) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="in use by another build"), engine.writing(opened):
            pass


def test_an_older_chronicle_keeps_its_events_until_it_is_merged_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    making.install(monkeypatch)
    path = tmp_path / "c.db"
    pages = {f"p{day}": f"visit CONSULT PRK RUS 2023-09-{day} actual\nsays RUS kami sepakat" for day in (13, 14, 25)}
    build(Store(path, create=True), [str(making.write(tmp_path / "pages", **pages))])
    before = [encode(event) for event in Chronicle(path).timeline()]
    config = Config()
    config.set_main_option("script_location", str(Path(engine.__file__).parent / "migrations"))
    with engine.writing(connect(path, create=False)) as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    older = Store(path)  # opening brings it up to date
    assert [encode(event) for event in Chronicle(path).timeline()] == before
    assert older.is_stale()
    assert build(older, []).events == len(before)
    assert not older.is_stale()
    assert [encode(event) for event in Chronicle(path).timeline()] == before

"""Writes down how SQLite keeps the schema of this version, for test_versions: python tests/store/keep_schema.py

To be run once for each version of the schema, before its first release; what was released is never written anew.
"""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from dragoman.store import Store
from dragoman.store.schema import VERSION


def main() -> None:
    """Writes ``schema_VERSION.sql`` beside this file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "new.db")
        Store.open(path).close()
        with sqlite3.connect(path) as connection:
            # what FTS5 keeps in tables of its own, it makes itself
            found = connection.execute(
                "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND NOT (type = 'table' AND name GLOB '*_fts_*')"
                " AND name NOT LIKE 'sqlite_%' ORDER BY rowid"
            )
            statements = [" ".join(line.rstrip() for line in sql.split("\n")) for (sql,) in found]
    statements.append(f"INSERT INTO meta (name, value) VALUES ('schema', '{VERSION}')")
    kept = Path(__file__).parent / f"schema_{VERSION}.sql"
    kept.write_text(";\n".join(statements) + ";\n", encoding="utf-8")


if __name__ == "__main__":
    main()

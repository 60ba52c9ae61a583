"""Users' own knowledge: tables of organisations and people, and dictionaries, that add to the world or override it.

Three forms are read, told apart by the file's name:

- ``.csv``: the columns of organizations.csv or people.csv; only ``name`` must be there. A table with any of the
  columns ``role``, ``short``, ``gender`` is one of people.
- ``.yaml``, ``.yml``: ``organizations:`` and ``people:``, each a list of mappings with the same fields; lists may be
  written as lists.
- ``.txt``: dictionaries of PETRARCH and TABARI (see :mod:`dragoman.world.petrarch`).

A name given here loses the readings it had before.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from dragoman.data import content_hash
from dragoman.errors import TableError
from dragoman.world.index import World, organization_entries
from dragoman.world.model import Entry
from dragoman.world.petrarch import Block, Meaning, meaning, read_dictionary
from dragoman.world.tables import SCHEMAS, Row, Schema, check_row, read_table
from dragoman.world.vocabulary import phrase_words
from dragoman.world.words import fold, split_words

_WORDS = phrase_words()
_PEOPLE, _ORGANIZATIONS = SCHEMAS["people.csv"], SCHEMAS["organizations.csv"]
_ONLY_PEOPLE = frozenset({"role", "short", "gender"})
# before all entries of the package's own tables where nothing tells readings apart
_RANK = -10


def add_files(world: World, files: Sequence[Path]) -> str:
    """Add the files' actors to the world, in order, later ones over earlier ones; the hash of their contents.

    Raises:
        TableError: naming file and line, where a file cannot be read or breaks its form.
    """
    for file in files:
        if not file.is_file():
            raise TableError("no such file", str(file))
        form = file.suffix.lower()
        if form == ".txt":
            _add_blocks(world, read_dictionary(file))
        elif form == ".csv":
            rows = list(_read_csv(file))
            _add_rows(world, [r for r in rows if not _is_person(r)], [r for r in rows if _is_person(r)])
        elif form in (".yaml", ".yml"):
            _add_rows(world, *_read_yaml(file))
        else:
            raise TableError("an actor file must end in .csv, .yaml or .txt", str(file))
    return content_hash(files)


def _is_person(row: Row) -> bool:
    return not _ONLY_PEOPLE.isdisjoint(row)


def _read_csv(file: Path) -> Iterator[Row]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as e:
        raise TableError(f"cannot be read: {e}", str(file)) from e
    header = next((line for line in lines if line and not line.startswith("#")), "")
    people = not _ONLY_PEOPLE.isdisjoint(c.strip() for c in header.split(","))
    return read_table(file, _PEOPLE if people else _ORGANIZATIONS, partial=True)


def _read_yaml(file: Path) -> tuple[list[Row], list[Row]]:
    try:
        root = yaml.compose(file.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except (OSError, UnicodeDecodeError) as e:
        raise TableError(f"cannot be read: {e}", str(file)) from e
    except yaml.YAMLError as e:
        mark = getattr(e, "problem_mark", None)
        cause = f"not valid YAML: {getattr(e, 'problem', None) or e}"
        raise TableError(cause, str(file), mark.line + 1 if mark else None) from e
    if not isinstance(root, yaml.MappingNode):
        raise TableError("expected organizations: and people:, each with a list", str(file), 1)
    found: dict[str, list[Row]] = {"organizations": [], "people": []}
    for key, value in root.value:
        if key.value not in found:
            cause = f"unknown key {key.value!r}; expected organizations or people"
            raise TableError(cause, str(file), key.start_mark.line + 1)
        schema = _PEOPLE if key.value == "people" else _ORGANIZATIONS
        found[key.value] = list(_yaml_rows(value, schema, file))
    return found["organizations"], found["people"]


def _yaml_rows(node: yaml.Node, schema: Schema, file: Path) -> Iterator[Row]:
    if not isinstance(node, yaml.SequenceNode):
        raise TableError("expected a list", str(file), node.start_mark.line + 1)
    for item in node.value:
        line = item.start_mark.line + 1
        if not isinstance(item, yaml.MappingNode):
            raise TableError("expected a mapping such as {name: ..., country: ...}", str(file), line)
        values: list[tuple[str, str]] = []
        for key, value in item.value:
            if key.value not in schema.columns:
                cause = f"unknown field {key.value!r}; expected {', '.join(schema.columns)}"
                raise TableError(cause, str(file), key.start_mark.line + 1)
            listed = isinstance(value, yaml.SequenceNode)
            values.append((key.value, "|".join(str(v.value) for v in value.value) if listed else str(value.value)))
        yield check_row(Row(values, str(file), line), schema)


def _add_rows(world: World, organizations: Sequence[Row], people: Sequence[Row]) -> None:
    fresh: set[str] = set()
    for row in (*organizations, *people):
        country = row.get("country")
        if country and not world.knows(country):
            raise row.error("country", f"{country} is neither an ISO 3166 code nor one of PLOVER's")
    for row in organizations:
        for name, entry in organization_entries(row, _RANK):
            world.add(name, entry, replace=name not in fresh)
            fresh.add(name)
    names = list(dict.fromkeys(row["name"] for row in people))
    for name in names:
        world.people.forget(name)
    for row in people:
        world.people.add(row)
    world.people.index(world, names, replace_readings=True)


def _add_blocks(world: World, blocks: Iterator[Block]) -> None:
    fresh: set[str] = set()
    for block in blocks:
        codes = sorted(block.codes, key=lambda c: (c.since is not None or c.until is not None, c.since or ""))
        for name in block.names:
            shown = name if block.agent else _natural_case(name)
            for place, code in enumerate(codes):
                said = meaning(code.text, world.countries, agent=block.agent)
                if not block.agent and _says_nothing_new(world, shown, said):
                    continue
                entry = _agent_entry(name, said) if block.agent else _actor_entry(world, shown, said)
                entry = replace(entry, since=code.since, until=code.until, rank=_RANK + place)
                world.add(shown, entry, cased=not block.agent, replace=shown not in fresh)
                fresh.add(shown)


def _natural_case(name: str) -> str:
    """A name of a dictionary in capitals as text writes it: small words may stay small."""
    small = _WORDS["name_particles"] | _WORDS["of"] | _WORDS["place"] | _WORDS["direction"] | _WORDS["conjunctions"]
    return " ".join(w.lower() if fold(w) in small or fold(w) == "the" else w.title() for w in split_words(name))


def _says_nothing_new(world: World, name: str, said: Meaning) -> bool:
    """Whether the tables already read the name as that country and the dictionary adds nothing."""
    if said.code is not None or said.sectors or said.country is None:
        return False
    return any(e.country == said.country for e in world.readings(split_words(name)))


def _actor_entry(world: World, name: str, said: Meaning) -> Entry:
    state = world.countries.get(said.country or "")
    if state is not None and not said.sectors and said.code is None:
        return Entry(state.name, "name", said.country, ("GOV",), entity_kind="country", gender="n")
    return Entry(name, "organization", said.country, said.sectors, code=said.code)


def _agent_entry(name: str, said: Meaning) -> Entry:
    role = name.lower()
    return Entry(role, "role", said.country, said.sectors, role, code=said.code)

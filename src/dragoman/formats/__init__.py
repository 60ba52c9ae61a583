"""Formats: what coded articles are written as: native JSONL, flat Parquet and CSV, tables on a terminal."""

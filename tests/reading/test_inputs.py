from __future__ import annotations

import contextlib
import gzip
import io
import json
import logging
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.errors import InputError
from dragoman.reading import check, read
from dragoman.reading.inputs import KINDS
from dragoman.records import Article, stable_id

TEXT = "The foreign ministers of Ruritania and Graustark met in Strelsau on Monday."
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def stdin(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    def put(data: bytes) -> None:
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))

    return put


def one(path: Path, **options: Any) -> Article:
    (article,) = read([path], **options)
    return article


def test_plain_text(write: Write) -> None:
    article = one(write("a.txt", f"Ministers meet in Strelsau\n\n{TEXT}\n"), published="2021-03-04")
    assert article.text == f"Ministers meet in Strelsau\n\n{TEXT}\n"
    assert (article.title, article.published, article.error) == ("Ministers meet in Strelsau", "2021-03-04", None)
    assert article.id == stable_id(article.text)


def test_plain_text_without_headline(write: Write) -> None:
    assert one(write("a.txt", TEXT)).title is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.json"])
def test_encodings(write: Write, name: str, encoding: str) -> None:
    text = "The café’s owner, Émile Müller, told the police in Orléans that he had seen nothing on Monday night."
    row = json.dumps({"text": text}, ensure_ascii=False)
    content = {"a.txt": text, "a.jsonl": row + "\n", "a.json": row, "a.csv": f'text\n"{text}"\n'}[name]
    assert one(write(name, content.encode(encoding))).text == text


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        ("Совещание министров".encode("koi8-r"), "not valid UTF-8"),
        ("Ministers met – and left".encode()[:-5] + b"\xff", "not valid UTF-8"),
        (b"PK\x03\x04\x14\x00\x80\xff", "not valid UTF-8"),
        (b"The minister\x00 left", "NUL"),
        ("The minister left".encode("utf-16-le"), "NUL"),
        (b"", "the text is empty"),
        (b" \n\t", "the text is empty"),
    ],
)
def test_text_that_is_none(write: Write, data: bytes, cause: str) -> None:
    path = write("a.txt", data)
    article = one(path)
    assert article.error is not None
    assert article.error.startswith(f"{path}: ")
    assert cause in article.error
    assert article.text == ""
    assert "\n" not in article.error


def test_rows_of_jsonl(write: Write) -> None:
    row = {
        "id": "g-1", "url": "https://gazette.example/1", "publisher": "The Gazette", "title": "Ministers meet",
        "published": "2021-03-04T10:00:00Z", "language": "EN", "author": "Ada Bell", "text": TEXT,
    }  # fmt: skip
    path = write(
        "a.jsonl", "\n".join(["", json.dumps(row), '{"body": "Other", "link": "x", "date": "May 29, 2019"}', ""])
    )
    first, second = read([path])
    assert first == Article(TEXT, "g-1", "https://gazette.example/1", "The Gazette", "Ministers meet", "Ada Bell",
                            "2021-03-04", "en")  # fmt: skip
    assert second == Article("Other", url="x", published="2019-05-29")
    assert second.id == stable_id("x")


@pytest.mark.parametrize(
    ("line", "cause", "own_id"),
    [
        ('{"id": "a", "text": "x"', "not valid JSON: ", ""),
        ('{"id": "a", "text": "x}', "not valid JSON: ", "a"),
        ('{"id": 7, "text": x}', "not valid JSON: ", "7"),
        ('["text"]', "not an object with a text but an array", ""),
        ("null", "not an object with a text but null", ""),
        ('{"id": "a"}', "no text", "a"),
        ('{"id": "a", "text": null}', "'text' is missing or null", "a"),
        ('{"id": "a", "text": 5}', "'text' must be text, not a number", "a"),
        ('{"id": "a", "text": ["x"]}', "'text' must be text, not a list", "a"),
        ('{"id": "a", "text": "  "}', "the text is empty", "a"),
        ('{"id": "a", "text": "x\\u0000y"}', "NUL", "a"),
        ('{"id": "a", "text": "x\\ud800y"}', "no valid text", "a"),
        ("[" * 100_000, "not valid JSON: nested too deeply", ""),
        ('{"id": ' + "9" * 5000 + ', "text": "x"}', "not valid JSON: ", ""),
    ],
)
def test_bad_line_of_jsonl(write: Write, line: str, cause: str, own_id: str) -> None:
    path = write("a.jsonl", "\n".join(['{"text": "before"}', line, '{"text": "after"}']))
    before, bad, after = read([path])
    assert (before.text, after.text) == ("before", "after")
    assert bad.error is not None
    assert bad.error.startswith(f"{path}, line 2: ")
    assert cause in bad.error
    if own_id:
        assert bad.id == own_id or (own_id == "a" and bad.id == stable_id(str(path), 2) and "JSON" in cause)
    else:
        assert bad.id in (stable_id(str(path), 2), "a")


def test_bad_bytes_in_one_line(write: Write) -> None:
    path = write("a.jsonl", b'{"text": "before"}\n{"text": "\xd0\x9c\xff"}\n{"text": "after"}\n')
    before, bad, after = read([path])
    assert (before.text, after.text) == ("before", "after")
    assert "no valid text" in str(bad.error)


def test_ids_of_numbers_and_none(write: Write) -> None:
    path = write("a.jsonl", '{"id": 17, "text": "x"}\n{"id": true, "text": "x"}\n{"id": "", "text": "x"}')
    assert [a.id for a in read([path])] == ["17", stable_id("x"), stable_id("x")]


def test_fields_of_no_use_are_left_out_with_a_warning(write: Write, caplog: pytest.LogCaptureFixture) -> None:
    path = write("a.jsonl", '{"text": "x", "title": 5, "published": "03/04/2019"}')
    with caplog.at_level(logging.WARNING, "dragoman"):
        article = one(path)
    assert (article.title, article.published, article.error) == (None, None, None)
    assert len(caplog.messages) == 2
    assert all(message.startswith(f"{path}, line 1: ") for message in caplog.messages)
    assert "'03/04/2019'" in "".join(caplog.messages)


def test_source_that_is_an_address_or_an_object(write: Write) -> None:
    path = write("a.jsonl", '{"text": "x", "source": "https://a.example/1"}\n{"text": "y", "source": {"name": "A"}}')
    first, second = read([path])
    assert (first.url, first.publisher) == ("https://a.example/1", None)
    assert second.publisher == "A"


def test_columns_as_the_user_says(write: Write) -> None:
    path = write("a.jsonl", '{"text": "no", "story_de": "yes", "key": "k"}\n{"text": "no"}')
    first, second = read([path], columns={"text": "story_de", "id": "key"})
    assert (first.text, first.id) == ("yes", "k")
    assert "'story_de' is missing" in str(second.error)


def test_unknown_field_in_columns(write: Write) -> None:
    with pytest.raises(InputError, match="no such field of an article: txt"):
        list(read([write("a.jsonl", "{}")], columns={"txt": "body"}))


def test_very_long_line(write: Write) -> None:
    text = "word " * 2_000_000
    assert one(write("a.jsonl", json.dumps({"text": text}))).text == text


@pytest.mark.parametrize(
    ("document", "texts"),
    [
        ('{"text": "a"}', ["a"]),
        ('[{"text": "a"}, {"text": "b"}]', ["a", "b"]),
        ('{"status": "ok", "articles": [{"content": "a"}, {"content": "b"}]}', ["a", "b"]),
        ('{"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
        ("[]", []),
        ("", []),
        ('["a", {"text": "b"}]', ["", "b"]),
    ],
)
def test_json_document(write: Write, document: str, texts: list[str]) -> None:
    assert [a.text for a in read([write("a.json", document)])] == texts


def test_broken_json_document(write: Write) -> None:
    with pytest.raises(InputError, match=r"a\.json, line 2: not valid JSON"):
        list(read([write("a.json", '[{"text": "a"},\n{"text": "b"')]))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv(write: Write, delimiter: str) -> None:
    rows = [
        ["ID", "Headline", "Body", "Pub Date"],
        ["1", "Meet", '"Two lines,\nand ""quotes"""', "20190529"],
        ["2", "", "x", ""],
    ]
    path = write("a.csv", "\r\n".join(delimiter.join(row) for row in rows))
    first, second = read([path])
    assert first == Article('Two lines,\nand "quotes"', "1", title="Meet", published="2019-05-29")
    assert second == Article("x", "2")


def test_tsv(write: Write) -> None:
    assert one(write("a.tsv", "text\ttitle\na, b, c\td,e\n")).title == "d,e"


def test_bad_rows_of_csv(write: Write) -> None:
    path = write("a.csv", 'id,text\n1,a\n2\n3,b,c\n4,"a" b\n5,""\n6,"two\nlines"\n7,"open\n')
    found = list(read([path]))
    assert [a.text for a in found] == ["a", "", "", "", "", "two\nlines", ""]
    errors = [str(a.error) for a in found if a.error]
    assert [e.split(": ")[0].removeprefix(f"{path}, ") for e in errors] == [
        "line 3",
        "line 4",
        "line 5",
        "line 6",
        "line 9",
    ]
    assert "1 fields where the header has 2" in errors[0]
    assert "the text is empty" in errors[3]
    assert [a.id for a in found][:3] == ["1", "2", "3"]
    assert found[4].id == "5"


def test_csv_without_text_column(write: Write) -> None:
    with pytest.raises(InputError, match=r"its columns are 'a', 'b': say which one holds the text"):
        list(read([write("a.csv", "a,b\n1,2\n")]))


def test_csv_without_the_named_column(write: Write) -> None:
    with pytest.raises(InputError, match="has no such column: text=c"):
        list(read([write("a.csv", "a,b\n1,2\n")], columns={"text": "c"}))


def parquet(path: Path, select: str) -> Path:
    duckdb.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")
    return path


def test_parquet(tmp_path: Path) -> None:
    path = parquet(
        tmp_path / "a[1].parquet",
        "SELECT i AS id, 'text ' || i AS body, DATE '2019-05-29' + CAST(i AS INT) AS published, [1] AS x"
        " FROM range(1200) t(i)",
    )
    found = list(read([path]))
    assert len(found) == 1200
    assert found[1] == Article("text 1", "1", published="2019-05-30")
    assert [a.id for a in found] == [str(i) for i in range(1200)]


def test_bad_rows_of_parquet(tmp_path: Path) -> None:
    path = parquet(tmp_path / "a.parquet", "SELECT * FROM (VALUES (NULL, 'a'), ('x', 'b'), ('', 'c')) t(text, id)")
    found = list(read([path]))
    assert [bool(a.error) for a in found] == [True, False, True]
    assert str(found[2].error).startswith(f"{path}, row 3: ")
    assert [a.id for a in found] == ["a", "b", "c"]


def test_parquet_that_is_none(write: Write) -> None:
    with pytest.raises(InputError, match="cannot be read as Parquet"):
        list(read([write("a.parquet", b"PAR1 or not")]))


def test_folder_in_order(write: Write, tmp_path: Path) -> None:
    write("b/2.txt", "two")
    write("b/1.jsonl", '{"text": "one"}')
    write("a.html", "")
    write("c.csv", "text\nthree\n")
    write("notes.docx", "no")
    write(".hidden.txt", "no")
    write(".git/x.txt", "no")
    assert [a.text for a in read([tmp_path])] == ["", "three", "one", "two"]


@pytest.mark.parametrize("suffix", [s for s, kind in KINDS.items() if kind not in ("parquet", "page")])
def test_gzip(write: Write, suffix: str) -> None:
    content = {"text": TEXT, "lines": f'{{"text": "{TEXT}"}}', "document": f'{{"text": "{TEXT}"}}'}
    path = write("a" + suffix + ".gz", gzip.compress(content.get(KINDS[suffix], f"text\n{TEXT}").encode()))
    assert one(path).text == TEXT


def test_broken_gzip(write: Write) -> None:
    data = gzip.compress(b'{"text": "one"}\n' * 1000)
    for bad in (data[:-20], b"no gzip"):
        with pytest.raises(InputError, match="broken or cut off gzip file"):
            list(read([write("a.jsonl.gz", bad)]))


@pytest.mark.parametrize("name", ["missing.txt", "missing", "a\x00b"])
def test_missing(tmp_path: Path, name: str) -> None:
    for look in (check, lambda inputs: list(read(inputs))):
        with pytest.raises(InputError, match=r"no such file|cannot be opened"):
            look([tmp_path / name])


def test_faults_of_whole_inputs(write: Write, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    unknown, good = write("a.docx", "x"), write("a.txt", "x")
    for path, cause in ((tmp_path / "empty", "holds no articles"), (unknown, "not a known kind of file")):
        with pytest.raises(InputError, match=cause):
            check([good, path])
        articles = read([good, path])
        assert next(articles).text == "x"
        with pytest.raises(InputError, match=cause):
            next(articles)


def test_check_passes(write: Write, tmp_path: Path) -> None:
    write("a.txt", "x")
    check([tmp_path, "-", tmp_path / "a.txt"])


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        (b"Ministers met.\nThey left.", ["Ministers met.\nThey left."]),
        (b'\n {"text": "a"}\n{"text": "b"}\n', ["a", "b"]),
        (b'\xef\xbb\xbf{"text": "a"}\n{"tex', ["a", ""]),
        ('{"text": "é"}\n'.encode("utf-16"), ["é"]),
        (b'{\n "text": "a"\n}', ["a"]),
        (b'[{"text": "a"}]', ["a"]),
        (b"[Updated] Ministers met.", ["[Updated] Ministers met."]),
        (b"", [""]),
    ],
)
def test_standard_input(stdin: Callable[[bytes], None], data: bytes, texts: list[str]) -> None:
    stdin(data)
    assert [a.text for a in read(["-"])] == texts


def test_bad_line_of_standard_input(stdin: Callable[[bytes], None]) -> None:
    stdin(b'{"text": "a"}\n{"text": \n')
    assert str(list(read(["-"]))[1].error).startswith("<stdin>, line 2: not valid JSON")


_SUFFIXES = sorted(KINDS) + [s + ".gz" for s in sorted(KINDS)]
_BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda s: s.encode("utf-8", "surrogatepass")),
    st.text(max_size=50).map(lambda s: json.dumps([{"text": s}, s]).encode()),
    st.text(max_size=100).map(lambda s: f"id,text\n1,{s}\n".encode("utf-8", "replace")),
    st.text(max_size=100).map(lambda s: f"<html><body><article><p>{s}</p>".encode("utf-8", "replace")),
    st.binary(max_size=100).map(lambda b: b"\xff\xfe" + b),
    st.binary(max_size=100).map(gzip.compress),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(st.sampled_from(_SUFFIXES), _BYTES)
def test_any_bytes_give_articles_or_an_input_error(tmp_path: Path, suffix: str, data: bytes) -> None:
    path = tmp_path / f"x{suffix}"
    path.write_bytes(data)
    with contextlib.suppress(InputError):
        for article in read([path]):
            assert bool(article.text.strip()) == (article.error is None)
            article.text.encode()
            assert article.id

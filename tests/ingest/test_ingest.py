"""Bytes → reports: blocks, furniture, dates, rows; and every bad input one clear refusal."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given as sampled
from hypothesis import settings
from hypothesis import strategies as st

from dateline.errors import QuestionInvalid, SourceError
from dateline.ingest.report import to_report
from dateline.ingest.sources import Given, check, fetch, parse_map
from dateline.ingest.web import fetch_page
from dateline.text import Raw, Report, Skip, Source

NOTHING = Given()


def one(path: Path, given: Given = NOTHING) -> Report | Skip:
    (raw,) = fetch([str(path)], given)
    return to_report(raw, given)


def report_of(text: str, given: Given = NOTHING) -> Report | Skip:
    return to_report(Raw(body=text.encode(), content_type="text", source=Source(kind="text", locator="t")), given)


def test_blocks_of_plain_text(tmp_path: Path) -> None:
    path = tmp_path / "2019-07-03-road.txt"
    path.write_text(
        "Road to Kabul closed\n\nBy Maria Ortiz\n\nKABUL, July 3 (Agency) — The road was closed.\n\n"
        "Read more: Where to go\n\nOfficials said so.\n\nLoad Next Story"
    )
    report = one(path)
    assert isinstance(report, Report)
    assert [(b.kind, b.span.of(report.text)) for b in report.blocks] == [
        ("headline", "Road to Kabul closed"),
        ("byline", "By Maria Ortiz"),
        ("dateline", "KABUL, July 3 (Agency) —"),
        ("paragraph", "The road was closed."),
        ("paragraph", "Officials said so."),
    ]
    assert (report.agency, report.published, report.published_basis) == ("Agency", "2019-07-03", "dateline")
    assert "Load Next Story" not in report.text


def test_a_page_with_furniture() -> None:
    folder = Path(__file__).parents[2] / "examples" / "reports"
    for path in folder.glob("*.html"):
        report = one(path)
        assert isinstance(report, Report), path
        assert report.published_basis == "page"
        assert report.outlet == "Dateline Wire"
        assert [b.kind for b in report.blocks].count("caption") == path.read_text("utf-8").count("<figcaption")
        for words in ("Load Next Story", "Most read", "cookies", "ADVERTISEMENT", "Share this", "Log in"):
            assert words not in report.text, path


def test_rows(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"maintext": "Officials said that the road was closed.", "title": "Road closed", "date_publish":'
        ' "2020-01-02 10:00:00", "source_domain": "example.org", "shelf": 7}\n{"broken\n{"no": "text"}\n'
    )
    (tmp_path / "b.csv").write_text('body,headline,date,doc_id,desk\n"The road was closed.",Road,2020-01-03,d1,world\n')
    first, broken, empty = (to_report(r, NOTHING) for r in fetch([str(tmp_path / "a.jsonl")], NOTHING))
    assert isinstance(first, Report)
    assert (first.title, first.published, first.outlet, first.meta) == (
        "Road closed",
        "2020-01-02",
        "example.org",
        {"shelf": 7},
    )
    assert isinstance(broken, Skip)
    assert (broken.reason, broken.source.locator) == ("bad_row", f"{tmp_path / 'a.jsonl'}#2")
    assert isinstance(empty, Skip)
    given = Given(columns=parse_map("text=body,title=headline,published=date,id=doc_id"))
    row = one(tmp_path / "b.csv", given)
    assert isinstance(row, Report)
    assert (row.external_id, row.title, row.meta) == ("d1", "Road", {"desk": "world"})
    assert len(list(fetch([str(tmp_path)], NOTHING))) == 4


BAD = {
    "empty.txt": (b"", "empty"),
    "blank.txt": (b" \n\n ", "empty"),
    "binary.txt": (bytes(range(256)) * 20, "binary"),
    "encoding.txt": ("Вечером дорога была закрыта, сообщили власти. ".encode("koi8-r") * 5, "undecodable"),
    "no-article.html": (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "not_prose"),
    "spanish.txt": (
        "La carretera de la capital quedó cerrada el martes, dijeron las autoridades del país. "
        "Nadie resultó herido en el accidente, según la policía.".encode(),
        "language",
    ),
    "russian.txt": ("Дорога в столицу была закрыта во вторник, сообщили местные власти.".encode(), "language"),
    "numbers.txt": (b"1234 5678 90", "too_short"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_a_skip(name: str, tmp_path: Path) -> None:
    body, reason = BAD[name]
    (tmp_path / name).write_bytes(body)
    skip = one(tmp_path / name)
    assert isinstance(skip, Skip)
    assert skip.reason == reason
    assert skip.detail
    assert "\n" not in skip.detail


def test_a_text_of_50_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"The road was closed. " * 2_500_000)
    skip = one(path)
    assert isinstance(skip, Skip)
    assert skip.reason == "too_large"


def test_what_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    (skip,) = fetch([str(tmp_path)], NOTHING)
    assert isinstance(skip, Skip)
    assert skip.reason == "forbidden"
    with pytest.raises(SourceError, match="no such file"):
        check([str(tmp_path / "none.txt")])


def test_dates_and_maps_that_are_none() -> None:
    with pytest.raises(QuestionInvalid, match="YYYY-MM-DD"):
        Given(published="last Tuesday")
    with pytest.raises(QuestionInvalid, match="known targets"):
        parse_map("words=body")


@settings(max_examples=60, deadline=None)
@sampled(st.text(max_size=300))
def test_any_text_freezes_true(text: str) -> None:
    found = report_of(text)
    if isinstance(found, Report):
        assert "\0" not in found.text
        for block in found.blocks:
            assert block.span.of(found.text)
            assert block.span.end <= len(found.text)


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
        elif self.path == "/moved":
            self.send_response(301)
            self.send_header("Location", "/latin")
            self.end_headers()
        elif self.path == "/latin":
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=iso-8859-2")
            self.end_headers()
            self.wfile.write("Officials in Łódź said that the road was closed.".encode("iso-8859-2"))
        elif self.path == "/picture":
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.end_headers()
        elif self.path == "/gone":
            self.send_error(404)
        else:
            self.send_response(200)
            self.send_header("Content-Type", "text/plain")
            self.end_headers()
            if self.path == "/slow":
                time.sleep(1.5)
            self.wfile.write(b"Officials said that the road was closed." * (1000 if self.path == "/long" else 1))

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_moved_page_in_its_own_encoding(site: str) -> None:
    report = to_report(fetch_page(f"{site}/moved"), NOTHING)
    assert isinstance(report, Report)
    assert report.text == "Officials in Łódź said that the road was closed."
    assert report.url == f"{site}/latin"
    assert isinstance(picture := fetch_page(f"{site}/picture"), Skip)
    assert picture.reason == "not_prose"


def test_pages_within_limits(site: str) -> None:
    page = fetch_page(f"{site}/page")
    assert isinstance(page, Raw)
    assert isinstance(to_report(page, NOTHING), Report)
    for path, detail in (("/loop", "redirects"), ("/gone", "404"), ("/slow", "0.5 seconds"), ("/long", "bytes")):
        skip = fetch_page(site + path, seconds=0.5, most_bytes=2000)
        assert isinstance(skip, Skip), path
        assert detail in skip.detail, skip

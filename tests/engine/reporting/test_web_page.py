"""The page stands alone, is sound, and nothing a person has written gets out of its place."""

from __future__ import annotations

import re
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine.record import Record
from app.engine.reporting.blocks import (
    Fact,
    Facts,
    Picture,
    Program,
    Report,
    Row,
    Section,
    Table,
    Words,
)
from tests.engine.reporting.subjects import PageReader, own_record, page_of, report_on
from tests.hand_written_logs import five_processes, many_numbers, one_killed, record_of

HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]><!--",
    '" onmouseover="alert(1)',
    "&amp;&lt;\x00\x1b\u202e\ud800\uffff",
    "<img src=http://elsewhere.example/x onerror=alert(1)>",
    "</style></title></pre></td>",
)
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section"),
    *("h1", "h2", "p", "dl", "dt", "dd", "table", "thead", "tbody", "tr", "th", "td", "div"),
    *("span", "i", "b", "ul", "li", "figure", "svg", "g", "path", "pre", "code"),
}
OWN_EVENTS = re.compile(r"\bon\w+$")

hostile_texts = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), min_size=1))


def report_with(text: str) -> Report:
    """Return a report with a text in every place that has one."""
    blocks = (
        Words(text),
        Facts((Fact(text, text, text), Fact(text, ""))),
        Table((text, text), (Row((text, text), text), Row((text,))), frozenset((1,))),
        Picture('<path d="M0 0"/>', 10, 10, text, text),
        Program(text, range(1)),
    )
    return Report(text, blocks, (Section(text, blocks),), text)


def check_stands_alone(page: PageReader) -> None:
    """Check that a page runs nothing, leads nowhere and loads nothing."""
    assert page.names <= ELEMENTS | {"rect", "polygon", "text", "image"}
    for name, properties in page.tags:
        assert not [each for each in properties if OWN_EVENTS.match(each)]
        assert not {"src", "srcset", "action", "data", "xlink:href"} & properties.keys()
        assert "href" not in properties or name == "image"
        assert properties.get("href", "data:image/").startswith("data:image/")
        assert "url(" not in properties.get("style", "")


@lru_cache
def usual_elements() -> list[str]:
    """Return what a page is made of whose texts are plain."""
    page = PageReader(page_of(report_with("x")))
    return [name for name, _ in page.tags if name != "span"]


@settings(deadline=None)
@given(hostile_texts)
def test_no_text_gets_out_of_its_place(text: str) -> None:
    """Whatever it is, the page has the same elements; only a program's lines may be more."""
    page = PageReader(page_of(report_with(text)))
    assert [name for name, _ in page.tags if name != "span"] == usual_elements()
    assert page.open == []
    check_stands_alone(page)


def test_every_text_is_there_to_be_read() -> None:
    """As it was written, with what cannot be seen made visible."""
    for text in HOSTILE[:3]:
        page = PageReader(page_of(report_with(text)))
        title = page.texts.index(text)
        assert title >= 0
        assert page.text.count(text) >= 14


def test_a_persons_function_and_its_results_do_no_harm() -> None:
    """Function, results, prints and errors full of markup."""
    evil = "".join(HOSTILE)
    source = f"def tell(number):\n    return {evil!r}\n"
    page = PageReader(page_of(report_on(own_record([evil], evil, evil, source))))
    check_stands_alone(page)
    assert "script" not in page.names
    assert "</script><script>alert(1)</script>" in page.text


@pytest.fixture(
    params=[five_processes, one_killed, lambda: many_numbers(1_000)],
    ids=["five", "killed", "many"],
)
def record(request: pytest.FixtureRequest) -> Record:
    """Return one run after the other."""
    record = record_of(request.param())
    record.besides.in_turn = 2_000_000
    return record


def test_page_is_sound(record: Record) -> None:
    """Its language is named, headings are in order, what is referred to is there."""
    page = PageReader(page_of(report_on(record)))
    assert page.open == []
    check_stands_alone(page)
    by_name = dict(page.tags)
    assert by_name["html"] == {"lang": "en"}
    headings = [name for name, _ in page.tags if name in ("h1", "h2")]
    assert headings[0] == "h1"
    assert headings.count("h1") == 1
    names = [properties["id"] for _, properties in page.tags if "id" in properties]
    assert len(names) == len(set(names))
    labels = {each["aria-labelledby"] for _, each in page.tags if "aria-labelledby" in each}
    assert labels <= set(names)
    policy = next(each["content"] for _, each in page.tags if "http-equiv" in each)
    assert policy.startswith("default-src 'none'")


def test_page_has_no_address_in_it(record: Record) -> None:
    """Neither in what is shown nor in the style sheet."""
    page = page_of(report_on(record))
    assert "http:" not in page
    assert "https:" not in page
    assert "@import" not in page
    assert "url(" not in page


@lru_cache
def html_checker() -> list[str]:
    """Return how the HTML checker is called; nothing where there is none that knows HTML 5."""
    tidy = shutil.which("tidy")
    if tidy is None:
        return []
    told = subprocess.run([tidy, "-v"], capture_output=True, text=True, check=False).stdout
    version = re.search(r"version (\d+)\.", told)
    if version is None or int(version[1]) < 5:
        return []
    return [tidy, "-errors", "-quiet", "-utf8", "--drop-empty-elements", "no"]


def complaints_about(page: str, folder: Path) -> str:
    """Return what the HTML checker has to say of a page."""
    if not html_checker():
        pytest.skip("there is no HTML Tidy 5 here")
    file = folder / "report.html"
    file.write_text(page, encoding="utf-8")
    done = subprocess.run([*html_checker(), str(file)], capture_output=True, text=True, check=False)
    return done.stderr + done.stdout


def test_html_checker_has_nothing_to_say(record: Record, tmp_path: Path) -> None:
    """An independent reader of HTML takes it as it is."""
    assert complaints_about(page_of(report_on(record)), tmp_path) == ""


def test_html_checker_has_nothing_to_say_of_hostile_texts(tmp_path: Path) -> None:
    """They are nothing but text."""
    assert complaints_about(page_of(report_with("".join(HOSTILE))), tmp_path) == ""
    assert complaints_about("<p>unfinished", tmp_path) != ""

"""Numbers from files: what spreadsheets write is read, anything else is refused in words."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.engine.numbers import number_files
from app.engine.numbers.dialects import Dialect, dialect_of
from app.engine.numbers.exact import Number
from app.engine.numbers.number_files import UnreadableFile, read_numbers_file
from app.engine.numbers.parsing import NotUnderstood, parse

NOBODYS_USER_ID = 65534


def written(folder: Path, content: bytes | str, name: str = "numbers.txt") -> Path:
    """Return a new file with `content`."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(path: Path) -> list[Number]:
    """Return the numbers of a file whose writing leaves no question."""
    file = read_numbers_file(path)
    dialect = dialect_of(file.text, file.separator)
    assert isinstance(dialect, Dialect)
    return parse(file.text, dialect)


def problem_with(path: Path | str) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(UnreadableFile) as caught:
        read_numbers_file(path)
    assert str(caught.value) == caught.value.problem
    return caught.value.problem


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_text_file_is_read_in_the_encodings_programs_write(tmp_path: Path, encoding: str) -> None:
    """With and without a byte order mark, with a typographic minus."""
    path = written(tmp_path, "2, −3\r\n1/3\n".encode(encoding))
    assert read(path) == parse("2 -3 1/3")


@pytest.mark.parametrize(
    "table",
    [
        "1,2\n3,4\n",
        '"1","2"\r\n"3","4"\r\n',
        "1;2\n3;4\n",
        "1\t2\n3\t4\n",
        "number\n1\n2\n3\n4\n",
        '"First value","Second (m)"\n"1","2"\n"3","4"\n',
        "\n\nx;y\n1;2\n3;4\n",
        ",,\n1,,2\n3,4,\n",
    ],
)
def test_a_spreadsheets_table_is_read_without_quotes_and_heading(
    tmp_path: Path, table: str
) -> None:
    """Whatever separator the spreadsheet's country uses."""
    assert read(written(tmp_path, table, "table.CSV")) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "heading",
    [
        "Inflation",
        "Information",
        "nanoseconds",
        "#;x",
        "1st,2nd",
        "°C;%",
        '"Length, cm",n',
        "i,j",
        "j",
        "speed (m/s; avg),time",
    ],
)
def test_a_heading_may_look_like_numbers(tmp_path: Path, heading: str) -> None:
    """Units and names have digits, signs and the i of complex numbers in them."""
    separator = next((sign for sign in (",", ";") if sign in heading), "\n")
    rows = f"1{separator}2\n"
    assert read(written(tmp_path, f"{heading}\n{rows}", "table.csv")) == [1, 2]


@pytest.mark.parametrize(
    ("table", "first"),
    [("0xff\n1\n", 255), ("2\n", 2), ("1e3,2\n1,1", 1000), ("2020;1\n5;6", 2020)],
)
def test_a_first_line_with_a_number_is_no_heading(tmp_path: Path, table: str, first: int) -> None:
    """A number is never skipped in silence."""
    assert read(written(tmp_path, table, "table.csv"))[0] == first


@pytest.mark.parametrize("table", ["nan\n1\n", "infinity,3\n1,2\n"])
def test_a_word_that_pretends_to_be_a_number_is_no_heading(tmp_path: Path, table: str) -> None:
    """It is told what it is."""
    with pytest.raises(NotUnderstood):
        read(written(tmp_path, table, "table.csv"))


def test_a_line_that_names_the_separator_is_no_number(tmp_path: Path) -> None:
    """Spreadsheets write it for themselves; the heading may still follow."""
    assert read(written(tmp_path, "sep=;\n1,5;2\n", "a.csv")) == parse("1.5 2")
    assert read(written(tmp_path, "sep=;\nx;y\n1,5;2\n", "b.csv")) == parse("1.5 2")


def test_old_line_ends_are_line_ends(tmp_path: Path) -> None:
    """Some programs still write a carriage return alone."""
    assert read(written(tmp_path, "x,y\r1,2\r3,4\r", "table.csv")) == [1, 2, 3, 4]


def test_older_windows_text_is_read_and_told(tmp_path: Path) -> None:
    """A heading with an umlaut is no reason to refuse numbers."""
    path = written(tmp_path, "Länge;µ\n1,5;2\n".encode("cp1252"), "table.csv")
    assert read(path) == parse("1.5 2")
    assert read_numbers_file(path).note == "read as Windows-1252 text"


def test_a_text_files_first_line_is_never_skipped(tmp_path: Path) -> None:
    """Only tables have headings."""
    with pytest.raises(NotUnderstood):
        read(written(tmp_path, "word\n1\n"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The sentence says which file."""
    assert problem_with(tmp_path / "gone.txt") == "There is no file “gone.txt”."


def test_a_folder_is_refused(tmp_path: Path) -> None:
    """It may be dropped on the window."""
    assert "is a folder" in problem_with(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    """Nobody may ever write to it."""
    os.mkfifo(tmp_path / "pipe")
    assert "is not a file with text" in problem_with(tmp_path / "pipe")


@contextmanager
def without_root() -> Iterator[None]:
    """Be an ordinary user for a moment: everything is readable to root."""
    user = os.geteuid()
    if user == 0:
        os.seteuid(NOBODYS_USER_ID)
    try:
        yield
    finally:
        if user == 0:
            os.seteuid(user)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="files are protected in another way there")
def test_a_protected_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says that it is about permission; a file beside it is read."""
    written(tmp_path, "1", "protected.txt").chmod(0)
    written(tmp_path, "2", "open.txt").chmod(0o644)
    tmp_path.chmod(0o755)
    monkeypatch.chdir(tmp_path)  # the folders above are closed to an ordinary user
    with without_root():
        assert read_numbers_file("open.txt").text == "2"
        assert "not allowed" in problem_with("protected.txt")


@pytest.mark.parametrize(
    "content",
    [
        b"\x7fELF\x00\x00\x01",
        b"\x89PNG\r\n\x1a\n\xff\xd8",
        b"1, 2, \x00 3",
        b"caf\x81 1",
        b"\xff\xfe\x00",
        b"\xff\xfe\x00\xd8\x00\x00",
    ],
)
def test_a_binary_file_is_refused(tmp_path: Path, content: bytes) -> None:
    """Noise must not turn into numbers."""
    assert "is not a text file" in problem_with(written(tmp_path, content))


@pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff"])
def test_an_empty_file_is_refused(tmp_path: Path, content: str) -> None:
    """Also one with nothing but blanks."""
    assert problem_with(written(tmp_path, content)) == "The file “numbers.txt” is empty."


def test_a_file_that_is_too_large_is_refused_before_it_is_read_whole(tmp_path: Path) -> None:
    """A sparse file of a terabyte costs no more memory than the limit."""
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    assert problem_with(path) == "The file “huge.txt” is larger than 64 MB, the most that is read."
    assert number_files.MAX_FILE_BYTES == 64 * 1024 * 1024


@pytest.mark.skipif(os.name != "posix", reason="making links may need permission there")
def test_a_file_the_system_cannot_open_is_refused_with_its_reason(tmp_path: Path) -> None:
    """A link that points to itself, as an example of anything else."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert "cannot be read: " in problem_with(tmp_path / "loop")


def test_a_name_no_file_can_have_is_refused_in_words() -> None:
    """Arguments come from anywhere."""
    assert problem_with("bad\0name")
    assert problem_with("x" * 5000)

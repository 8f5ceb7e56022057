"""What stands on the card of a kept run. GUI thread only, for the language's calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale

from app.engine.record import Record
from app.engine.storage.library import KeptRun
from app.engine.telling.durations import duration_text, seconds_text
from app.engine.telling.way_words import sharing_words
from app.engine.way import WorkKind
from app.words import tr, tr_count

DAYS_BY_NAME = 7


def title_of(run: KeptRun) -> str:
    """Return what a run is called: its name, or what was done with which numbers."""
    if run.name:
        return " ".join(run.name.split())
    return numbers_of(run)


def numbers_of(run: KeptRun) -> str:
    """Return what was done with which numbers."""
    if run.own:
        return tr("{function}: {numbers}", function=run.task_name, numbers=run.numbers_text)
    return run.numbers_text


def way_of(run: KeptRun) -> str:
    """Return how it was done, shortly."""
    way = run.way
    words = sharing_words(way).partition(",")[0]
    if way.work.kind is WorkKind.NONE:
        return words
    amount = seconds_text(way.work.seconds)
    if way.work.kind is WorkKind.WAITING:
        return tr("{way} · waiting {amount}", way=words, amount=amount)
    return tr("{way} · computing {amount}", way=words, amount=amount)


def facts_of(run: KeptRun, now: datetime) -> str:
    """Return how many numbers it had, how long it took, and when it began."""
    return tr(
        "{numbers} · {took} · {when}",
        numbers=tr_count("{count} number", "{count} numbers", run.count),
        took=duration_text(run.took),
        when=when_words(run.began, now),
    )


def trouble_of(run: KeptRun) -> str:
    """Return what did not go well, or an empty text."""
    if run.stopped:
        return tr("stopped")
    if run.failed:
        return tr_count("{count} failed", "{count} failed", run.failed)
    return ""


def whole_words(run: KeptRun, now: datetime) -> str:
    """Return everything on a card in one line, for whoever hears it and for the search."""
    parts = (
        title_of(run),
        numbers_of(run) if run.name else "",
        way_of(run),
        facts_of(run, now),
        trouble_of(run),
        " ".join(run.note.split()),
    )
    return ". ".join(part for part in parts if part)


def when_words(moment: datetime, now: datetime) -> str:
    """Return when something was, as people say it: ``14:32``, ``Tuesday 14:32``, a date."""
    here, today = moment.astimezone(), now.astimezone()
    locale = QLocale()
    shown = QDateTime(here.year, here.month, here.day, here.hour, here.minute, here.second)
    clock = locale.toString(shown.time(), QLocale.FormatType.ShortFormat)
    days = (today.date() - here.date()).days
    if days == 0:
        return tr("today {clock}", clock=clock)
    if days == 1:
        return tr("yesterday {clock}", clock=clock)
    if 0 < days < DAYS_BY_NAME:
        day = locale.dayName(here.isoweekday(), QLocale.FormatType.LongFormat)
        return tr("{day} {clock}", day=day, clock=clock)
    date = locale.toString(shown.date(), QLocale.FormatType.ShortFormat)
    return tr("{day} {clock}", day=date, clock=clock)


def earlier_words_now(record: Record) -> str:
    """Return that the run shown, which was read from somewhere, is an earlier one."""
    from app.engine.computer import this_computer

    elsewhere = replace(this_computer(), cores=0) != replace(record.computer, cores=0)
    return earlier_words(record, datetime.now().astimezone(), elsewhere)


def earlier_words(record: Record, now: datetime, elsewhere: bool) -> str:
    """Return that the run shown is an earlier one.

    Args:
        record: the run.
        now: what time it is.
        elsewhere: whether it ran on what looks like another computer.
    """
    when = when_words(record.began, now)
    if elsewhere:
        computer = record.computer
        return tr(
            "An earlier run, from {when}, on another computer or with another version: {system}, "
            "Python {python}.",
            when=when,
            system=computer.system,
            python=computer.python,
        )
    return tr("An earlier run, from {when}. Its times are of then.", when=when)

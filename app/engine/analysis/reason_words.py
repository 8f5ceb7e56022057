"""What happened in a run, in sentences: one way of telling for each reason `findings` knows.

Pure functions, usable in any thread of the main process.
"""

from __future__ import annotations

from collections.abc import Callable

from app.engine.analysis.findings import Findings, Reason, Source
from app.engine.analysis.phases import PhaseKind
from app.engine.analysis.wording import in_words, part_of
from app.engine.numbers.exact import short_text_of
from app.engine.plan import Strategy
from app.engine.telling.durations import duration_text
from app.words import tr, tr_count

MOST_DIGITS = 12
"""A number in the middle of a sentence is shortened beyond this."""


def headline_of(found: Findings) -> str:
    """Return the run in a few words: most often the question a person would ask."""
    plain = {
        Reason.EMPTY: tr("Nothing to explain yet."),
        Reason.STOPPED: tr("Stopped."),
        Reason.NOTHING_SQUARED: tr("No results."),
        Reason.ONE_NUMBER: tr("Only one number."),
        Reason.ONE_AFTER_ANOTHER: tr("One after another."),
    }
    if found.reason in plain:
        return plain[found.reason]
    if found.slower:
        return tr("Why slower?")
    if found.reason in (Reason.CROWDED, Reason.STRAGGLER) and found.faster:
        return tr("Why not faster still?")
    if found.faster:
        return tr("Why faster?")
    if found.source is Source.AT_MOST and found.reason is Reason.CROWDED:
        return tr("Why not faster still?")
    return tr("Why no faster?")


def what_happened(found: Findings) -> list[str]:
    """Return what the time went into, in one to three sentences."""
    tellers: dict[Reason, Callable[[Findings], list[str]]] = {
        Reason.EMPTY: lambda _: [tr("There were no numbers to square.")],
        Reason.STOPPED: _stopped,
        Reason.NOTHING_SQUARED: _nothing_squared,
        Reason.ONE_NUMBER: _one_number,
        Reason.ONE_AFTER_ANOTHER: _one_after_another,
        Reason.GIL: _gil,
        Reason.STRAGGLER: _straggler,
        Reason.WAITING: _waiting,
        Reason.CROWDED: _crowded,
        Reason.START_UP: _start_up,
        Reason.TRAFFIC: _traffic,
        Reason.WORK: _work,
    }
    return tellers[found.reason](found)


def _stopped(found: Findings) -> list[str]:
    counts = found.totals.counts
    return [
        tr(
            "The run was stopped after {elapsed}; by then {squared} of {numbers} had been squared.",
            elapsed=duration_text(counts.elapsed),
            squared=in_words(counts.squared) if counts.squared else tr("none"),
            numbers=_numbers(found),
        )
    ]


def _nothing_squared(found: Findings) -> list[str]:
    return [
        tr(
            "After {elapsed} not one of {numbers} had been squared. Their rows say why.",
            elapsed=duration_text(found.totals.counts.elapsed),
            numbers=_numbers(found),
        )
    ]


def _one_number(found: Findings) -> list[str]:
    return [
        tr(
            "Starting the process took {starting}; squaring took {squaring}.",
            starting=_part(found, _share(found, PhaseKind.STARTING)),
            squaring=duration_text(found.totals.squaring),
        ),
        tr("A single number cannot be shared out: processes help only where there are several."),
    ]


def _one_after_another(found: Findings) -> list[str]:
    return [
        tr(
            "A single process squared {numbers} in turn. Starting it took {starting}; "
            "squaring took {squaring}.",
            numbers=_numbers(found),
            starting=_part(found, _share(found, PhaseKind.STARTING)),
            squaring=duration_text(found.totals.squaring),
        )
    ]


def _gil(found: Findings) -> list[str]:
    return [
        tr(
            "The {threads} threads share one Python interpreter, and its lock (the GIL) lets only "
            "one of them compute at a time.",
            threads=in_words(found.totals.counts.workers),
        ),
        tr(
            "Each number's squaring time includes its wait for that lock: added up they come to "
            "{squaring}, in a run of {after}.",
            squaring=duration_text(found.totals.squaring),
            after=_after(found),
        ),
        *(_start_up(found) if found.slower else []),
    ]


def _straggler(found: Findings) -> list[str]:
    totals = found.totals
    place = totals.longest_number
    number = "" if place is None else short_text_of(found.plan.numbers[place], most=MOST_DIGITS)
    return [
        tr(
            "One number held everything up: {number} alone kept {name} busy for {longest}.",
            number=number,
            name=totals.longest_worker,
            longest=_part(found, totals.longest),
        ),
        tr("A single number cannot be shared out, however many others stand idle meanwhile."),
    ]


def _waiting(found: Findings) -> list[str]:
    return [
        tr(
            "Each number mostly waited, as for a disk or a network, and waiting needs no core: "
            "{most} at a time waited side by side, on a computer with {cores}.",
            most=_at_a_time(found),
            cores=_cores(found),
        )
    ]


def _crowded(found: Findings) -> list[str]:
    return [
        tr(
            "{most} at a time were being squared, but this computer has {cores}: they had to take "
            "turns, so each took longer than on a core of its own.",
            most=_at_a_time(found).capitalize(),
            cores=_cores(found),
        ),
        tr("More processes than cores do not make computing any faster."),
        *(_start_up(found) if found.slower else []),
    ]


def _start_up(found: Findings) -> list[str]:
    starting, exiting = _share(found, PhaseKind.STARTING), _share(found, PhaseKind.EXITING)
    times = {
        "whole": _after(found),
        "both": _piece(found, starting + exiting),
        "starting": _piece(found, starting),
        "squaring": _piece(found, _share(found, PhaseKind.SQUARING)),
    }
    if found.plan.strategy is Strategy.THREADS:
        threads = in_words(found.totals.counts.workers)
        return [
            tr(
                "Of the {whole} until the last result, starting the process with its {threads} "
                "threads, and ending them, took {both} and squaring {squaring}.",
                threads=threads,
                **times,
            )
        ]
    processes = _processes(found)
    if exiting < starting / 10:
        return [
            tr(
                "Of the {whole} until the last result, starting {processes} took {starting} "
                "and squaring {squaring}.",
                processes=processes,
                **times,
            )
        ]
    return [
        tr(
            "Of the {whole} until the last result, starting and ending {processes} took {both} "
            "and squaring {squaring}.",
            processes=processes,
            **times,
        )
    ]


def _traffic(found: Findings) -> list[str]:
    traffic = _share(found, PhaseKind.WAITING) + _share(found, PhaseKind.SENDING)
    return [
        tr(
            "Of the {whole} until the last result, handing the numbers out and sending the "
            "results back took {traffic} and squaring {squaring}.",
            whole=_after(found),
            traffic=_piece(found, traffic),
            squaring=_piece(found, _share(found, PhaseKind.SQUARING)),
        )
    ]


def _work(found: Findings) -> list[str]:
    sentences = [
        tr(
            "Of the {whole} until the last result, squaring took {squaring}; starting, waiting, "
            "sending and exiting took only {cost}.",
            whole=_after(found),
            squaring=_piece(found, _share(found, PhaseKind.SQUARING)),
            cost=duration_text(found.cost),
        )
    ]
    if found.totals.division.most_squaring > 1:
        sentences.append(
            tr(
                "Up to {most} at a time were squared side by side, on a computer with {cores}.",
                most=_at_a_time(found),
                cores=_cores(found),
            )
        )
    return sentences


def _part(found: Findings, ns: int) -> str:
    """Return a part of the time until the last result, beside the whole of it."""
    return part_of(ns, found.totals.results_after or 0)


def _piece(found: Findings, ns: int) -> str:
    """Return a part of a time that has been named just before."""
    text = duration_text(ns)
    return tr("almost all") if text == _after(found) else text


def _share(found: Findings, kind: PhaseKind) -> int:
    """Return what part of the run's time went into a phase, in nanoseconds."""
    return found.totals.division.shares[kind]


def _after(found: Findings) -> str:
    """Return when the last result had arrived."""
    return duration_text(found.totals.results_after or 0)


def _numbers(found: Findings) -> str:
    """Return the plan's numbers, counted."""
    count = len(found.plan.numbers)
    return tr_count("the one number", "the {words} numbers", count, words=in_words(count))


def _processes(found: Findings) -> str:
    """Return the run's processes, counted."""
    count = found.totals.counts.processes
    return tr_count("the process", "the {words} processes", count, words=in_words(count))


def _cores(found: Findings) -> str:
    """Return the computer's cores, counted."""
    return tr_count("one core", "{words} cores", found.cores, words=in_words(found.cores))


def _at_a_time(found: Findings) -> str:
    """Return how many numbers were in work at the same time, at most."""
    most = found.totals.division.most_squaring
    return tr_count("one number", "{words} numbers", most, words=in_words(most))

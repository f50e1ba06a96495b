"""Spreads the projects of a build over processes; what comes out does not depend on how many there are."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.context import BaseContext
from types import TracebackType
from typing import Any, Self

from generator.build.progress import tracked
from generator.build.workshop import Job, Workshop
from generator.render.compiler import prepare_worker

CHUNK = 8
"""So many projects go to a process at a time, where each takes little."""

WORTH_A_PROCESS = 1.0
"""Seconds of work that make it worth while to start processes."""


class Pool:
    """Workshops that work side by side, or one in this process where there is little to do."""

    def __init__(self, job: Job, jobs: int | None) -> None:
        """`jobs` is the greatest number of processes; None for one on every processor."""
        self.job = job
        self.workers = jobs or os.cpu_count() or 1
        self._here = Workshop(job)
        self._processes: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the other processes, and give back their memory."""
        if self._processes is not None:
            self._processes.shutdown(wait=True, cancel_futures=True)
            self._processes = None

    def each(self, what: str, tasks: Sequence[tuple[Any, ...]], told: str, seconds: float) -> Iterator[Any]:
        """Call a method of the workshop with the arguments of every task; the results come in the order of the tasks.

        `told` is what progress says, `seconds` what one task takes, roughly.
        """
        return tracked(self._results(what, tasks, seconds), len(tasks), told)

    def _results(self, what: str, tasks: Sequence[tuple[Any, ...]], seconds: float) -> Iterator[Any]:
        if self.workers == 1 or len(tasks) * seconds < WORTH_A_PROCESS:
            method = getattr(self._here, what)
            return (method(*task) for task in tasks)
        if self._processes is None:
            self._processes = ProcessPoolExecutor(
                self.workers, mp_context=_context(), initializer=_start, initargs=(self.job,)
            )
        chunk = (
            max(1, min(CHUNK, len(tasks) // self.workers // 4)) if seconds < WORTH_A_PROCESS / CHUNK else 1
        )
        return self._processes.map(_call, [what] * len(tasks), tasks, chunksize=chunk)


def _context() -> BaseContext:
    """How processes are started: from one that has read our code already, where the system can do that."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(
        ["generator.build.workshop", "generator.site.converter", "mkdocs.commands.build"]
    )
    return context


_workshop: Workshop | None = None


def _start(job: Job) -> None:
    global _workshop  # noqa: PLW0603 - one workshop a process
    prepare_worker()
    tidy_less()
    _workshop = Workshop(job)


def _call(what: str, task: tuple[Any, ...]) -> Any:
    return getattr(_workshop, what)(*task)


def tidy_less() -> None:
    """Look for circular garbage less often: projects leave little, and the search for it costs a tenth of the time."""
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)

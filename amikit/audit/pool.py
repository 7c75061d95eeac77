"""Many files at once, through the standard interface of executors: threads here, or a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass

from amikit.audit.summary import Summary
from amikit.audit.work import Job, close_verifiers, examine
from amikit.errors import AmikitError
from amikit.i18n import Text

_AHEAD = 4
"""Files that wait for each worker: none is idle, and what waits stays few."""
_SECONDS_TO_CONNECT = 20
_NO_DASK = Text(
    "Pour « --scheduler », il faut dask[distributed], qui n'est pas installé.",
    "“--scheduler” needs dask[distributed], which is not installed.",
)
_INSTALL_DASK = Text("Installez « amikit[cluster] ».", "Install “amikit[cluster]”.")
_NO_SCHEDULER = Text("Aucun planificateur Dask ne répond à « {address} ».", "No Dask scheduler answers at “{address}”.")
_CHECK_ADDRESS = Text(
    "Vérifiez l'adresse (tcp://machine:8786), et que « dask scheduler » y tourne.",
    "Check the address (tcp://machine:8786), and that “dask scheduler” runs there.",
)
_LOST = Text("La grappe de machines s'est arrêtée en route.", "The cluster stopped on the way.")
_GO_ON = Text(
    "Relancez la même commande avec « --resume » : ce qui est lu ne sera pas relu.",
    "Run the same command again with “--resume”: what was read is not read again.",
)


@dataclass(frozen=True, slots=True)
class Pool:
    """Who does the work, and how many files are sent ahead."""

    executor: Executor
    window: int
    lost: tuple[type[Exception], ...] = ()
    """What the executor raises when its workers are gone."""


def default_jobs() -> int:
    """As many files at once as this process may use processors."""
    if hasattr(os, "sched_getaffinity"):
        return max(len(os.sched_getaffinity(0)), 1)
    return os.cpu_count() or 1


@contextmanager
def local_pool(jobs: int) -> Iterator[Pool]:
    """Threads of this process, each with a child process that does the work."""
    executor = ThreadPoolExecutor(jobs, thread_name_prefix="audit")
    try:
        yield Pool(executor, jobs * _AHEAD)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        close_verifiers()  # before waiting: who interrupts does not wait for a long file
        executor.shutdown(wait=True)


@contextmanager
def cluster_pool(address: str) -> Iterator[Pool]:
    """The workers of a Dask cluster: they read the same paths, and run the same amikit."""
    try:
        from distributed import Client
        from distributed.client import FutureCancelledError
        from distributed.comm.core import CommClosedError
        from distributed.scheduler import KilledWorker
    except ImportError as error:
        raise AmikitError(_NO_DASK, _INSTALL_DASK) from error
    try:
        client = Client(address, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
    except (OSError, ValueError, ImportError) as error:
        said = Text(_NO_SCHEDULER.fr.format(address=address), _NO_SCHEDULER.en.format(address=address))
        raise AmikitError(said, _CHECK_ADDRESS) from error
    with client:
        threads = max(sum(client.nthreads().values()), 1)
        lost = (KilledWorker, CommClosedError, FutureCancelledError, CancelledError)
        try:
            yield Pool(client.get_executor(), threads * _AHEAD, lost)
        finally:
            if client.status == "running":
                client.run(close_verifiers, on_error="ignore")


def results(
    pool: Pool, jobs: Iterable[Job], work: Callable[[Job], Summary | None] = examine
) -> Iterator[tuple[Job, Summary | None]]:
    """Each job with its result, as they come; never more jobs sent than the window of the pool."""
    waiting: dict[Future[Summary | None], Job] = {}
    try:
        for job in jobs:
            waiting[pool.executor.submit(work, job)] = job
            if len(waiting) >= pool.window:
                yield from _finished(waiting)
        while waiting:
            yield from _finished(waiting)
    except pool.lost as error:
        raise AmikitError(_LOST, _GO_ON) from error
    finally:
        for future in waiting:
            future.cancel()


def _finished(waiting: dict[Future[Summary | None], Job]) -> Iterator[tuple[Job, Summary | None]]:
    done, _ = wait(waiting, return_when=FIRST_COMPLETED)
    for future in done:
        yield waiting.pop(future), future.result()

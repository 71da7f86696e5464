"""What may break under a pulse, each as a function that breaks it; and a pulse to break."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from time import monotonic, sleep

from reminders.jobs import tick
from reminders.outbox import LeaseLost
from reminders.scheduler import Pulse
from tests.contracts.fakes import Clock, Records, desk_over, issue, line, moment, owed, person
from tests.contracts.memory_outbox import MemoryOutbox

EVERY = 1.0


class Patient:
    """A pulse that ticks over the fake outbox. When a fault is put in, there is one matter more to tell of."""

    def __init__(self) -> None:
        self.clock = Clock(moment("2026-03-24 09:00"))
        self.outbox = MemoryOutbox(self.clock.elapsed)
        self.records = Records([line(owed())], [person(1, "secretary")])
        self.desk = desk_over(self.outbox, self.records, self.clock)
        self.pulse = Pulse(self.beat, EVERY)
        self.threads: set[threading.Thread] = {self.pulse._watchdog}
        self.well: list[float] = []  # when a tick ended that had told of all there was
        self.struck: float | None = None  # when the fault was first felt
        self.released = threading.Event()

    def beat(self) -> None:
        self.threads.add(threading.current_thread())
        if tick(self.desk) and len(self.outbox.notices) == len(self.records.lines_):
            self.well.append(monotonic())

    def put_in(self, fault: Fault) -> None:
        fault(self)
        self.records.lines_.append(line(issue(7, date(2026, 4, 3), date(2026, 1, 5))))

    def strike(self) -> None:
        self.struck = self.struck or monotonic()

    def recovered(self) -> list[float]:
        """Seconds from the fault to each good tick after it."""
        return [at - self.struck for at in self.well if at > self.struck] if self.struck else []


def until(true: Callable[[], bool], seconds: float) -> bool:
    ends = monotonic() + seconds
    while not true() and monotonic() < ends:
        sleep(0.01)
    return true()


Fault = Callable[[Patient], None]


class Heard(logging.Handler):
    """What was logged, by the thread that logged it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.by: dict[threading.Thread, list[str]] = defaultdict(list)

    def emit(self, record: logging.LogRecord) -> None:
        self.by[threading.current_thread()].append(record.getMessage())


def raises(part: str, error: BaseException, times: int = 2) -> Fault:
    """A method of the outbox, of the standing or below the scheduler that raises the next few times."""

    def put_in(patient: Patient) -> None:
        left = [error] * times

        def failing() -> None:
            if left:
                raise left.pop()

        _before(patient, part, failing)

    return put_in


def hangs(part: str) -> Fault:
    """A method that does not come back the next time."""

    def put_in(patient: Patient) -> None:
        once = [True]

        def hanging() -> None:
            if once:
                once.clear()
                patient.released.wait(60)

        _before(patient, part, hanging)

    return put_in


def struck_at_once(act: Fault) -> Fault:
    def put_in(patient: Patient) -> None:
        patient.strike()
        act(patient)

    return put_in


def both(first: Fault, second: Fault) -> Fault:
    def put_in(patient: Patient) -> None:
        first(patient)
        second(patient)

    return put_in


def _before(patient: Patient, part: str, act: Callable[[], None]) -> None:
    """Let `act` happen before each call of the part."""
    scheduler = patient.pulse._scheduler
    owners = {
        "outbox": patient.outbox,
        "standing": patient.records,
        "pulse": patient.pulse,
        "scheduler": scheduler,
        "store": scheduler._jobstores["default"],
        "executor": scheduler._executors["default"],
    }
    whose, _, name = part.partition(".")
    original = getattr(owners[whose], name)

    def broken(*arguments: object, **named: object) -> object:
        patient.strike()
        act()
        return original(*arguments, **named)

    setattr(owners[whose], name, broken)


def _job_in_a_day(patient: Patient) -> None:
    """What a clock set back by a day looks like to APScheduler."""
    (job,) = patient.pulse._scheduler.get_jobs()
    job.modify(next_run_time=job.next_run_time + timedelta(days=1))


def _lock_kept(patient: Patient) -> None:
    def keep() -> None:
        with patient.pulse._scheduler._jobstores_lock:
            patient.released.wait(60)

    threading.Thread(target=keep, daemon=True).start()


PAUSED = struck_at_once(lambda patient: patient.pulse._scheduler.pause())
LOCKED = sqlite3.OperationalError("database is locked")
FULL = sqlite3.OperationalError("database or disk is full")
GONE = ConnectionResetError("server closed the connection unexpectedly")
FAULTS: dict[str, Fault] = {
    "the last tick cannot be read": raises("outbox.last_tick", GONE),
    "the branches cannot be read": raises("standing.branches", GONE),
    "the lease cannot be taken": raises("outbox.take_lease", LOCKED),
    "claims cannot be given back": raises("outbox.expire", LOCKED),
    "the known cannot be read": raises("outbox.known", RuntimeError()),
    "the lines cannot be read": raises("standing.lines", RuntimeError()),
    "the people cannot be read": raises("standing.people", KeyError(1)),
    "the rounds cannot be read": raises("standing.rounds", RuntimeError()),
    "what did not go cannot be read": raises("standing.unsent", RuntimeError()),
    "nothing can be written": raises("outbox.record", FULL),
    "the lease is lost while it writes": raises("outbox.record", LeaseLost()),
    "the tick cannot be noted": raises("outbox.note_tick", LOCKED),
    "a beat would end the program": raises("outbox.expire", SystemExit(1)),
    "a beat is interrupted": raises("outbox.expire", KeyboardInterrupt()),
    "a beat has no memory": raises("standing.lines", MemoryError()),
    "a beat calls itself for ever": raises("outbox.known", RecursionError()),
    "reading the last tick hangs": hangs("outbox.last_tick"),
    "taking the lease hangs": hangs("outbox.take_lease"),
    "reading the lines hangs": hangs("standing.lines"),
    "writing hangs": hangs("outbox.record"),
    "noting the tick hangs": hangs("outbox.note_tick"),
    "the store cannot say what is due": raises("store.get_due_jobs", RuntimeError(), 99),
    "saying what is due hangs": hangs("store.get_due_jobs"),
    "the store cannot say what is next": raises("store.get_next_run_time", RuntimeError()),
    "the store cannot be written": raises("store.update_job", RuntimeError()),
    "the executor refuses the job": raises("executor.submit_job", RuntimeError(), 99),
    "the executor is gone": struck_at_once(lambda patient: patient.pulse._scheduler.remove_executor("default")),
    "the job is removed": struck_at_once(lambda patient: patient.pulse._scheduler.remove_all_jobs()),
    "the job is due in a day": struck_at_once(_job_in_a_day),
    "the scheduler is paused": PAUSED,
    "the scheduler is shut down": struck_at_once(lambda patient: patient.pulse._scheduler.shutdown()),
    "the scheduler's thread dies": raises("scheduler._process_jobs", RuntimeError()),
    "the scheduler's lock is kept": struck_at_once(_lock_kept),
    "the old scheduler does not end": both(PAUSED, raises("scheduler.shutdown", RuntimeError())),
    "the watchdog raises": both(PAUSED, raises("pulse._restart", SystemExit(1), 1)),
    "no new scheduler can be made": both(PAUSED, raises("pulse._make", MemoryError(), 1)),
    "no new thread can be started": both(PAUSED, raises("pulse._begin", RuntimeError(), 1)),
}

"""Claim, look once more, seal and write the attempt, send, write the outcome; `while step(): pass`."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence

from reminders.apart import together_or_apart
from reminders.asking import settle_doubtful
from reminders.channels import Askable, Channel, ChannelDown, Outcome, Result
from reminders.desk import Desk
from reminders.letters import Letter, LetterState, Settlement, Withdrawal
from reminders.retries import LEASE, REST, rest_until, spread, verdict
from reminders.review import Reviewed, review
from reminders.sealing import Ready, build

log = logging.getLogger(__name__)

SEND_TIMEOUT = 20  # seconds a channel has for connecting, and again for one letter
_ROOM = LEASE - 2 * SEND_TIMEOUT - 5  # later than this in a batch nothing more is begun
_AHEAD = 8  # batches claimed and looked at together; each is begun, sent and settled by itself
_TURN = 2  # seconds of one way before another has its turn
BY_DAY = ("sms",)  # a retry by e-mail at night wakes nobody
_BELOW = 0.9  # of the rate: letters leave a little after their turns, and not all by as much
_WRITTEN_AGAIN = (1, 2, 4, 8, 8)  # seconds: a database started anew is back before the claim of what was sent ends
_LOST_IN_A_ROW = 2  # connections lost with a letter in hand, after which the channel itself is at fault
_UNTRIED = Outcome(Result.UNTRIED, "未轮到，退回待发")
_RAISED = "发送时程序出错，请查看日志"
_UNREAD = Outcome(Result.UNTRIED, "发送前复核时读不到有关记录，稍后再试")


class Courier:
    """Carries the letters of one channel. What it has claimed and cannot finish, its lease gives back."""

    def __init__(self, desk: Desk, channel: Channel) -> None:
        self._desk, self._channel = desk, channel
        self._lost = 0
        self._ahead = channel.batch * (_AHEAD if channel.batch > 1 else 1)
        self.name, self.close = channel.name, channel.close

    def turn(self) -> bool:
        """What was in doubt, then batches for a while; whether there is more."""
        if isinstance(self._channel, Askable):
            settle_doubtful(self._desk, self._channel)
        ends = self._desk.elapsed() + _TURN
        while more := self.step():
            if self._desk.elapsed() >= ends:
                break
        return more

    def step(self) -> bool:
        """One batch; whether there was work."""
        desk, channel = self._desk, self._channel
        if desk.stopping() or (channel.name in BY_DAY and not desk.hours.open(desk.now())):
            return False
        claimed_at = desk.elapsed()
        letters = desk.outbox.claim(channel.name, self._ahead, desk.now(), LEASE)
        if not letters:
            return False
        ready, unfit = build(desk, channel.name, self._still_true(letters))
        self._write(self._settled(unfit))
        done: list[Settlement] = []
        trouble: ChannelDown | None = None
        while ready and trouble is None and desk.elapsed() - claimed_at < _ROOM and not desk.stopping():
            if (trouble := self._shut()) is None:
                batch, ready = ready[: channel.batch], ready[channel.batch :]
                done, trouble = self._send(batch, done)
        self._write([*done, *self._settled((each.letter, _UNTRIED) for each in ready)])
        if trouble is not None:  # after what went, for that says that the channel is well
            self._rest(trouble.reason, stopped=trouble.stopped)
        return True

    def _shut(self) -> ChannelDown | None:
        try:
            self._channel.open()
        except ChannelDown as down:
            return down
        return None

    def _still_true(self, letters: Sequence[Letter]) -> list[Reviewed]:
        """Take back what no longer holds. A branch whose records cannot be read delays only its own."""
        desk, day = self._desk, self._desk.today()
        ends = desk.elapsed() + _ROOM / 2
        looks, failed = together_or_apart(
            letters,
            lambda some: review(some, desk.standing, day, desk.workdays),
            lambda: desk.elapsed() < ends and not desk.stopping(),
        )
        self._put_off([letter for letter, _ in failed])
        reviewed = [each for look in looks for each in look]
        # Once tried, a letter goes again as it was sealed, unless nothing in it holds any more.
        taken = [each for each in reviewed if each.stale or (each.reasons and not each.letter.tried)]
        if taken:
            withdrawals = [Withdrawal(each.letter.id, each.letter.token, each.reasons) for each in taken]
            desk.outbox.withdraw(withdrawals, desk.now())
        return [each for each in reviewed if not each.stale]

    def _send(self, ready: Sequence[Ready], done: Sequence[Settlement]) -> tuple[list[Settlement], ChannelDown | None]:
        """Attempts are committed before anything leaves, together with what the batch before came to; no
        transaction is open while it does. What this one came to, and the trouble after which no other is tried."""
        desk = self._desk
        if not self._turn(len(ready)):
            return [*done, *self._settled((each.letter, _UNTRIED) for each in ready)], None
        began = desk.elapsed()
        try:
            ours = desk.outbox.begin([each.opening for each in ready], desk.now(), LEASE, done)
        except Exception:
            self._write(done)  # these have left, whatever became of the others
            raise
        outcomes: list[tuple[Letter, Outcome]] = []
        trouble: ChannelDown | None = None
        for each in ready:
            if each.letter.id not in ours:
                continue
            outcome = _UNTRIED
            if trouble is None and desk.elapsed() - began < _ROOM and not desk.stopping():
                outcome, trouble = self._attempt(each)
            outcomes.append((each.letter, outcome))
        return self._settled(outcomes), trouble

    def _turn(self, letters: int) -> bool:
        """Wait until so many letters may go, where the channel has a rate; whether there is still time."""
        if not self._channel.rate:
            return True
        wait = self._desk.outbox.slot(self._channel.name, _BELOW * self._channel.rate / letters)
        ends = self._desk.elapsed() + wait
        if wait > _ROOM:
            return False
        while (left := ends - self._desk.elapsed()) > 0 and not self._desk.stopping():
            self._desk.pause(min(left, 0.2))
        return not self._desk.stopping()

    def _attempt(self, each: Ready) -> tuple[Outcome, ChannelDown | None]:
        """The outcome, and the trouble after which no other letter is tried now."""
        if (down := self._shut()) is not None:  # the letter before may have cost us the connection
            return _UNTRIED, down
        try:
            outcome = self._channel.send(each.address, each.opening.sealed, each.opening.message_id)
        except Exception:
            log.exception("letter %d: the channel raised", each.letter.id)
            self._channel.close()
            unknown = isinstance(self._channel, Askable)
            outcome = Outcome(Result.UNCERTAIN if unknown else Result.TEMPORARY, _RAISED)
        self._lost = self._lost + 1 if outcome.lost else 0
        stopped = outcome.result is Result.STOPPED
        trouble = stopped or outcome.result is Result.THROTTLED or self._lost >= _LOST_IN_A_ROW
        return outcome, ChannelDown(outcome.reason, stopped=stopped) if trouble else None

    def _settled(self, outcomes: Iterable[tuple[Letter, Outcome]]) -> list[Settlement]:
        now, jitter = self._desk.now(), self._desk.jitter
        return [
            Settlement(letter.id, letter.token, outcome, *verdict(letter, outcome, now, jitter(), self._desk.lag))
            for letter, outcome in outcomes
        ]

    def _write(self, settlements: Sequence[Settlement]) -> None:
        """What has left must be entered: tried again while a worker may wait."""
        if not settlements:
            return
        now = self._desk.now()
        for wait in _WRITTEN_AGAIN:
            try:
                self._desk.outbox.settle(settlements, now)
            except Exception:  # noqa: BLE001  (raised at the last time)
                if wait == _WRITTEN_AGAIN[0]:
                    log.warning("what became of %d letters cannot be written yet", len(settlements))
                if not self._desk.stopping():
                    self._desk.pause(wait)
            else:
                return
        self._desk.outbox.settle(settlements, now)

    def _put_off(self, letters: Sequence[Letter]) -> None:
        """Nothing was tried, and trying again at once would fail again."""
        if not letters:
            return
        now = self._desk.now()
        settlements = [
            Settlement(
                letter.id,
                letter.token,
                _UNREAD,
                LetterState.RETRY if letter.tried else LetterState.QUEUED,
                now + spread(REST, self._desk.jitter()),
            )
            for letter in letters
        ]
        self._desk.outbox.settle(settlements, now)

    def _rest(self, reason: str, *, stopped: bool) -> None:
        """A channel in trouble is left alone for a while; letters keep their place and their attempts."""
        desk, name = self._desk, self._channel.name
        log.warning("channel %s %s: %s", name, "stopped" if stopped else "rests", reason)
        self._lost = 0
        now = desk.now()
        until = None if stopped else rest_until(desk.outbox.channel(name).failures, now, desk.jitter())
        desk.outbox.rest(name, until, reason)

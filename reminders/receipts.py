"""What a receipt or bounce makes of a letter. Pure; they come late, twice and out of order (R21)."""

from __future__ import annotations

from collections.abc import Sequence

from reminders.channels import Event, Receipt
from reminders.letters import LetterState

# Somebody is at work on these: what the receipt says is applied when the attempt is settled.
_UNDER_WAY = frozenset({LetterState.INFLIGHT})
_ACCEPTED = frozenset({LetterState.SENT, LetterState.UNCERTAIN, LetterState.CHECKING})


def after(state: LetterState, receipts: Sequence[Receipt], current: str) -> tuple[LetterState, Receipt | None]:
    """The letter's state and the receipt that decides it, None where none does.

    Delivered is the end, whatever else arrives before or after and whichever attempt it is of. A
    failure counts for the message now under way (`current`) only: a letter sent anew has outlived
    the bounce of the one before. Nothing here takes a letter back that was cancelled.
    """
    delivered = next((each for each in receipts if each.event is Event.DELIVERED), None)
    failed = next((each for each in receipts if each.event is Event.FAILED and each.message_id == current), None)
    if state in _UNDER_WAY or state in (LetterState.CANCELLED, LetterState.LOGGED):
        return state, None
    if delivered:
        return LetterState.SENT, delivered
    if failed and state in _ACCEPTED:
        return LetterState.FAILED, failed
    return state, None

"""What every Outbox must keep: run over the fake here, and by app over SQLite and PostgreSQL.

A subclass gives the fixtures `outbox` (empty), `clock` (`advance(seconds)`: leases see that much
time pass), `attempts` (the results of a letter's attempts, oldest first, None while open) and
`state` (of a letter).
Used are persons 1 to 3, branches 1 and 2, round 1.
"""

from __future__ import annotations

from tests.contracts.outbox_batching import Batching
from tests.contracts.outbox_delivering import Delivering
from tests.contracts.outbox_doubting import Doubting
from tests.contracts.outbox_ticking import Ticking


class OutboxContract(Ticking, Delivering, Batching, Doubting):
    """All of it."""

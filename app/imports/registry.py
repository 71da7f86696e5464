"""The forms there is a door for: each room's ledgers, and whose pages say who may take out and bring in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.activities import ledger as activities
from app.activities.certificates import ledger as certificates
from app.appraisals import ledger as appraisals
from app.branches import ledger as branches
from app.branches.dues import ledger as dues
from app.branches.stations import ledger as stations
from app.errors import Refusal
from app.figures import ledger as figures
from app.inspection import ledger as inspection
from app.integrity import ledger as integrity
from app.ledgers import Ledger
from app.pairing import ledger as pairing
from app.rectification import ledger as rectification
from app.talks import ledger as talks
from checklists.ledgers import definitions
from checklists.ledgers.form import Form


@dataclass(frozen=True, slots=True)
class Door:
    """`reads` and `writes` are routes of the matrix: who sees that page may export, who sends that form may import."""

    ledger: Ledger
    reads: str
    writes: str
    private: bool = False  # never taken out unmasked: each record is read by those it concerns alone

    @property
    def key(self) -> str:
        return self.ledger.form

    @property
    def form(self) -> Form:
        return definitions.form(self.key)


Routes = tuple[str, str]  # (reads, writes)


def _doors(
    ledgers: tuple[Ledger, ...], reads: str, writes: str, *, private: bool = False, **own: Routes
) -> Iterator[Door]:
    """A room's doors; `own` names other routes for a form that has pages of its own."""
    return (Door(ledger, *own.get(ledger.form, (reads, writes)), private) for ledger in ledgers)


DOORS: dict[str, Door] = {
    door.key: door
    for door in (
        *_doors(activities.LEDGERS, "activities.list", "activities.add"),
        *_doors(certificates.LEDGERS, "certificates.list", "certificates.add"),
        *_doors(talks.LEDGERS, "talks.list", "talks.add", private=True),
        # an import says what is there already (更新, 相同): it is for who sees every grade, the secretary alone
        *_doors(appraisals.LEDGERS, "appraisals.year", "appraisals.restore"),
        *_doors(
            pairing.LEDGERS,
            "pairing.list",
            "pairing.add",
            visits=("pairing.visits", "pairing.add_visit"),
            needs=("pairing.needs", "pairing.add_need"),
            services=("pairing.services", "pairing.add_service"),
        ),
        *_doors(integrity.LEDGERS, "risks.list", "risks.add", reminders=("reminders.list", "reminders.enter")),
        *_doors(rectification.LEDGERS, "issues.list", "issues.add"),
        *_doors(inspection.LEDGERS, "inspections.list", "inspections.add"),
        *_doors(figures.LEDGERS, "figures.list", "figures.add"),
        *_doors(dues.LEDGERS, "dues.print", "dues.mark"),
        *_doors(
            branches.LEDGERS,
            "branches.members",
            "branches.add_member",
            branches=("branches.show", "branches.change"),
            committee=("branches.show", "branches.appoint"),
        ),
        *_doors(stations.LEDGERS, "stations.list", "stations.add"),
    )
}


def door_of(form: str) -> Door:
    """The door of this form; Refusal names those there are."""
    if form not in DOORS:
        raise Refusal("没有这种台账", f"可用：{'、'.join(DOORS)}", place="台账", value=form)
    return DOORS[form]

"""All tables in one place to import, so that migrations and tests see the whole schema."""

from __future__ import annotations

from app import audit, crypto
from app.accounts import models as accounts
from app.activities import models as activities
from app.activities.certificates import models as certificates
from app.activities.resolutions import models as resolutions
from app.activities.studies import models as studies
from app.activities.votes import models as votes
from app.appraisals import models as appraisals
from app.branches import models as branches
from app.branches.dues import models as dues
from app.branches.stations import models as stations
from app.db import Base
from app.figures import models as figures
from app.imports import models as imports
from app.inspection import models as inspection
from app.integrity import models as integrity
from app.life_meetings import models as life_meetings
from app.outbox import models as outbox
from app.packs import models as packs
from app.pairing import models as pairing
from app.rectification import models as rectification
from app.talks import models as talks

ROOMS = (
    accounts,
    activities,
    appraisals,
    audit,
    branches,
    certificates,
    crypto,
    dues,
    figures,
    imports,
    inspection,
    integrity,
    life_meetings,
    outbox,
    packs,
    pairing,
    rectification,
    resolutions,
    studies,
    stations,
    talks,
    votes,
)
METADATA = Base.metadata

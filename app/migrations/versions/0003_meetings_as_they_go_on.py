"""Meetings as they go on"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op


revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('corrections',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('activity_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('field', sa.String(), nullable=False),
    sa.Column('before', sa.Text(), nullable=False),
    sa.Column('after', sa.Text(), nullable=False),
    sa.Column('reason', sa.String(), nullable=False),
    sa.Column('by', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activities.id'], name=op.f('fk_corrections_activity_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrections'))
    )
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.create_index('ix_corrections_activity', ['activity_id', 'id'], unique=False)

    op.create_table('make_up_studies',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('branch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('activity_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('how', sa.String(), nullable=False),
    sa.Column('studied_on', sa.Date(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activities.id'], name=op.f('fk_make_up_studies_activity_id')),
    sa.ForeignKeyConstraint(['branch_id'], ['branches.id'], name=op.f('fk_make_up_studies_branch_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_make_up_studies_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_make_up_studies'))
    )
    with op.batch_alter_table('make_up_studies', schema=None) as batch_op:
        batch_op.create_index('ix_make_up_branch', ['branch_id', 'studied_on'], unique=False)
        batch_op.create_index('uq_make_up_person', ['activity_id', 'person_id'], unique=True, sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))

    op.create_table('motions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('branch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('activity_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('person', sa.String(), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('issued', sa.Integer(), nullable=True),
    sa.Column('returned', sa.Integer(), nullable=True),
    sa.Column('void', sa.Integer(), nullable=True),
    sa.Column('votes_for', sa.Integer(), nullable=True),
    sa.Column('votes_against', sa.Integer(), nullable=True),
    sa.Column('abstained', sa.Integer(), nullable=True),
    sa.Column('seats', sa.Integer(), nullable=True),
    sa.Column('approved_on', sa.Date(), nullable=True),
    sa.Column('declared_on', sa.Date(), nullable=True),
    sa.Column('passed', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activities.id'], name=op.f('fk_motions_activity_id')),
    sa.ForeignKeyConstraint(['branch_id'], ['branches.id'], name=op.f('fk_motions_branch_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_motions_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_motions'))
    )
    with op.batch_alter_table('motions', schema=None) as batch_op:
        batch_op.create_index('ix_motions_activity', ['activity_id', 'position'], unique=False)

    op.create_table('resolutions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('branch_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('activity_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('is_measure', sa.Boolean(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('owner', sa.String(), nullable=False),
    sa.Column('owner_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.Column('done_note', sa.Text(), nullable=False),
    sa.Column('issue_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['activity_id'], ['activities.id'], name=op.f('fk_resolutions_activity_id')),
    sa.ForeignKeyConstraint(['branch_id'], ['branches.id'], name=op.f('fk_resolutions_branch_id')),
    sa.ForeignKeyConstraint(['issue_id'], ['issues.id'], name=op.f('fk_resolutions_issue_id')),
    sa.ForeignKeyConstraint(['owner_id'], ['people.id'], name=op.f('fk_resolutions_owner_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_resolutions'))
    )
    with op.batch_alter_table('resolutions', schema=None) as batch_op:
        batch_op.create_index('ix_resolutions_activity', ['activity_id', 'id'], unique=False)
        batch_op.create_index('ix_resolutions_branch', ['branch_id', 'due_on', 'id'], unique=False)

    op.create_table('candidates',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('motion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=True),
    sa.Column('votes', sa.Integer(), nullable=True),
    sa.Column('elected', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['motion_id'], ['motions.id'], name=op.f('fk_candidates_motion_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_candidates_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_candidates'))
    )
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.create_index('uq_candidates_name', ['motion_id', 'name'], unique=True, sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))

    op.create_table('written_opinions',
    sa.Column('id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('motion_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('person_id', sa.BigInteger().with_variant(sa.Integer(), 'sqlite'), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('opinion', sa.String(), nullable=False),
    sa.Column('received_on', sa.Date(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('deleted_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('created_by', sa.Integer(), nullable=True),
    sa.Column('recorded_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['motion_id'], ['motions.id'], name=op.f('fk_written_opinions_motion_id')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_written_opinions_person_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_written_opinions'))
    )
    with op.batch_alter_table('written_opinions', schema=None) as batch_op:
        batch_op.create_index('uq_opinions_person', ['motion_id', 'person_id'], unique=True, sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))

    with op.batch_alter_table('activities', schema=None) as batch_op:
        batch_op.add_column(sa.Column('confirmed_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('frozen_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('called_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('enlarged', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('postponed_reason', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('material', sa.Text(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('leave_to', sa.String(), nullable=False, server_default=''))

    with op.batch_alter_table('activity_parts', schema=None) as batch_op:
        batch_op.add_column(sa.Column('host', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('agenda', sa.Text(), nullable=False, server_default=''))

    with op.batch_alter_table('attendances', schema=None) as batch_op:
        batch_op.add_column(sa.Column('suspended', sa.Boolean(), nullable=False, server_default=sa.false()))

    # What stands there already took place, except plans: those entered before their day and with nothing in them yet.
    said = "content <> '' OR resolution <> '' OR stated_present IS NOT NULL OR signed_off_on IS NOT NULL"
    op.execute(f"UPDATE activities SET confirmed_on = held_on WHERE held_on <= recorded_on OR {said}")


def downgrade() -> None:
    with op.batch_alter_table('attendances', schema=None) as batch_op:
        batch_op.drop_column('suspended')

    with op.batch_alter_table('activity_parts', schema=None) as batch_op:
        batch_op.drop_column('agenda')
        batch_op.drop_column('host')

    with op.batch_alter_table('activities', schema=None) as batch_op:
        batch_op.drop_column('leave_to')
        batch_op.drop_column('material')
        batch_op.drop_column('postponed_reason')
        batch_op.drop_column('enlarged')
        batch_op.drop_column('called_at')
        batch_op.drop_column('frozen_on')
        batch_op.drop_column('confirmed_on')

    with op.batch_alter_table('written_opinions', schema=None) as batch_op:
        batch_op.drop_index('uq_opinions_person', sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))

    op.drop_table('written_opinions')
    with op.batch_alter_table('candidates', schema=None) as batch_op:
        batch_op.drop_index('uq_candidates_name', sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))

    op.drop_table('candidates')
    with op.batch_alter_table('resolutions', schema=None) as batch_op:
        batch_op.drop_index('ix_resolutions_branch')
        batch_op.drop_index('ix_resolutions_activity')

    op.drop_table('resolutions')
    with op.batch_alter_table('motions', schema=None) as batch_op:
        batch_op.drop_index('ix_motions_activity')

    op.drop_table('motions')
    with op.batch_alter_table('make_up_studies', schema=None) as batch_op:
        batch_op.drop_index('uq_make_up_person', sqlite_where=sa.text('deleted_at IS NULL'), postgresql_where=sa.text('deleted_at IS NULL'))
        batch_op.drop_index('ix_make_up_branch')

    op.drop_table('make_up_studies')
    with op.batch_alter_table('corrections', schema=None) as batch_op:
        batch_op.drop_index('ix_corrections_activity')

    op.drop_table('corrections')

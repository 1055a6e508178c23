import type { Actor } from '../../platform/actor/actor.js';
import { shown } from '../../platform/actor/asking.js';
import { command, type Gathering } from '../../platform/commands/command.js';
import type {
  CreateSavedViewInput,
  DeleteSavedViewInput,
  UpdateSavedViewInput,
} from '../../platform/contract/generated/types.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { insertInto, updateOf } from '../../platform/db/write-rows.js';
import { changed } from '../../platform/events/event.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { idOfType, newId, toGlobalId } from '../../platform/kernel/ids.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { conflict, forbidden, notFound, type UserError } from '../../platform/kernel/user-errors.js';
import { SavedViewEntity, type SavedViewRow } from '../data/entities.js';
import { checkQuery } from '../data/input.js';
import { savedViewColumns, savedViewsById } from '../data/reads.js';
import { givenTeamProblem, roomFor, roomProblem } from '../data/room.js';
import { mayRead, mayWrite, type Sharing } from '../rules/sharing.js';

/** Saves a view. */
export const createSavedView = command<CreateSavedViewInput>()({
  operation: 'createSavedView',
  gather: ({ sharing, teamId }, gathering) => roomFor(gathering, { sharing: sharing ?? 'PRIVATE', teamId }),
  decide(facts, input, deciding) {
    const { actor, organisationId, now } = deciding;
    const sharing = input.sharing ?? 'PRIVATE';
    const teamId = idOfType(input.teamId ?? '', 'Team');
    const { userId, keyId } = deciding.onBehalfOf;
    const given: Sharing = { organisationId, sharing, teamId, createdByUserId: userId };
    const check = new InputCheck();
    const wrongTeam = givenTeamProblem({ sharing, teamId: input.teamId });
    if (wrongTeam) return err(wrongTeam);
    if (!mayWrite(actor, given)) return err(notPermitted(given));
    check.notNull('columns', input.columns);
    const empty = { name: '', filter: null, orderBy: null, columns: [] };
    const query = checkQuery(check, input, empty, deciding);
    if (check.errors.length > 0) return err(...check.errors);
    const full = roomProblem(facts, input);
    if (full) return err(full);
    const view: SavedViewRow = {
      organisationId,
      id: newId(),
      ...query,
      sharing,
      teamId,
      createdByUserId: userId,
      createdByKeyId: keyId,
      version: 1,
      createdAt: now,
      updatedAt: now,
    };
    return ok({
      value: { savedViewId: view.id },
      writes: [insertInto(SavedViewEntity, view)],
      events: [
        {
          type: 'SAVED_VIEW_CREATED',
          changes: [
            changed('savedView', null, view.id),
            changed('sharing', null, sharing),
            ...(teamId ? [changed('team' as const, null, teamId)] : []),
          ],
        },
      ],
      shows: showing(actor, view),
    });
  },
});

/** Changes a view. */
export const updateSavedView = command<UpdateSavedViewInput>()({
  operation: 'updateSavedView',
  gather: (input, gathering) => ({
    view: viewToChange(gathering, input.savedViewId),
    ...roomFor(gathering, input),
  }),
  decide(facts, input, deciding) {
    const { actor, now } = deciding;
    const found = viewFor(actor, facts.view, input);
    if (!found.ok) return found;
    const before = found.value;
    const check = new InputCheck();
    for (const field of ['name', 'columns', 'sharing'] as const) check.notNull(field, input[field]);
    const query = checkQuery(check, input, before, deciding);
    if (check.errors.length > 0) return err(...check.errors);
    const wrongTeam = givenTeamProblem(input);
    if (wrongTeam) return err(wrongTeam);
    const shared = input.sharing
      ? { sharing: input.sharing, teamId: idOfType(input.teamId ?? '', 'Team') }
      : { sharing: before.sharing, teamId: before.teamId ?? null };
    const isMoved = shared.sharing !== before.sharing || shared.teamId !== (before.teamId ?? null);
    const after = { ...before, ...query, ...shared };
    if (!mayWrite(actor, after)) return err(notPermitted(after, ['sharing']));
    const full = isMoved ? roomProblem(facts, input) : null;
    if (full) return err(full);
    const value = { savedViewId: before.id };
    if (!updateOf(SavedViewEntity, before, after)) return ok({ value, shows: showing(actor, before) });
    const view = { ...after, version: before.version + 1, updatedAt: now };
    const changes = [
      changed('savedView' as const, view.id, view.id),
      ...(view.sharing === before.sharing ? [] : [changed('sharing' as const, before.sharing, view.sharing)]),
      ...(isMoved ? [changed('team' as const, before.teamId ?? null, view.teamId)] : []),
    ];
    return ok({
      value,
      writes: [updateOf(SavedViewEntity, before, view)].filter((update) => update !== null),
      events: [{ type: 'SAVED_VIEW_UPDATED', changes }],
      shows: showing(actor, view),
    });
  },
});

/** Deletes a view. */
export const deleteSavedView = command<DeleteSavedViewInput>()({
  operation: 'deleteSavedView',
  gather: ({ savedViewId }, gathering) => ({ view: viewToChange(gathering, savedViewId) }),
  decide(facts, input, { actor, organisationId }) {
    const found = viewFor(actor, facts.view, input);
    if (!found.ok) return found;
    const { id } = found.value;
    return ok({
      value: { savedViewId: id },
      writes: [sql`delete from saved_views where organisation_id = ${organisationId} and id = ${id}`],
      events: [{ type: 'SAVED_VIEW_DELETED', changes: [changed('savedView', id, null)] }],
    });
  },
});

/** The view with a global id, locked. Whether the actor reads it is decided with the fact. */
function viewToChange({ me, organisationId }: Gathering, savedViewId: string): Sql<SavedViewRow> {
  return sql<SavedViewRow>`select ${savedViewColumns} from ${me}
    join saved_views sv on sv.organisation_id = ${organisationId} and sv.id = ${idOfType(savedViewId, 'SavedView')}::uuid
    for no key update of sv`;
}

/** The view that was gathered, if the actor can change it and it is still at the expected version. */
function viewFor(
  actor: Actor,
  [view]: readonly SavedViewRow[],
  { savedViewId, expectedVersion }: { savedViewId: string; expectedVersion?: number | null },
): Result<SavedViewRow> {
  if (!view || !mayRead(actor, view)) return err(notFound(['savedViewId'], savedViewId, 'saved view'));
  if (!mayWrite(actor, view)) return err(notPermitted(view, ['savedViewId']));
  if (typeof expectedVersion === 'number' && expectedVersion !== view.version)
    return err(conflict(view.version, toGlobalId('SavedView', view.id)));
  return ok(view);
}

const whoMay = {
  PRIVATE: 'Only users have private views, and only their own.',
  TEAM: 'Only leads of the team and administrators can share a view with it, and change it.',
  ORGANISATION: 'Only administrators can share a view with the organisation, and change it.',
};

function notPermitted({ sharing }: Sharing, path: string[] = []): UserError {
  return forbidden('ROLE', whoMay[sharing], path);
}

function showing(actor: Actor, view: SavedViewRow) {
  return mayRead(actor, view) ? [shown(savedViewsById, view.id, view)] : [];
}

import { eventReaction } from '../platform/commands/reactions.js';
import { sql } from '../platform/db/sql.js';
import { insertInto } from '../platform/db/write-rows.js';
import type { Reaction } from '../tickets/index.js';
import { VerificationEntity } from './data/entities.js';
import { lastPlanId } from './data/plan.js';
import { newRecord } from './data/records.js';

/** Tasks that the fast track or a withdrawn plan leaves undone are marked as skipped, so that none stays open. */
export const skipOpenTasks = eventReaction({
  to: ['TICKET_RESOLVED', 'PLAN_WITHDRAWN'],
  react(_facts, { type, ticketId }, { organisationId, onBehalfOf, occurredAt }) {
    const note = type === 'PLAN_WITHDRAWN' ? 'The plan was withdrawn.' : 'Resolved by the fast track.';
    const skip = sql`update tasks set state = 'SKIPPED', note = ${note},
        finished_at = ${occurredAt}, finished_by_user_id = ${onBehalfOf.userId}, finished_by_key_id = ${onBehalfOf.keyId}
      where organisation_id = ${organisationId} and state = 'OPEN' and plan_id =
        ${lastPlanId(organisationId, sql`${ticketId}`)}`;
    return { writes: [skip] };
  },
});

/** After the fast track, the requester's closing counts as verification, unless the ticket was verified before. */
export const verifyByClosing: Reaction = {
  gather: (organisationId, ticketId) => ({
    verified: sql`select 1 as verified from tickets t where t.organisation_id = ${organisationId} and t.id = ${ticketId}
      and exists (select 1 from verifications v where v.organisation_id = ${organisationId} and v.ticket_id = t.id
        and v.cycle = 1 + t.reopen_count and v.outcome = 'PASSED')`,
  }),
  react({ verified = [] }, ticket, taking) {
    if (!ticket.verifiedByRequester || verified.length > 0) return {};
    const record = newRecord(taking, ticket);
    const method = 'REQUESTER_CONFIRMATION';
    const evidence = ticket.closureSummary ?? null;
    return {
      changes: [{ field: 'Verification.id', from: null, to: record.id }],
      writes: [insertInto(VerificationEntity, { ...record, outcome: 'PASSED', method, evidence })],
    };
  },
};

import { isDeepStrictEqual } from 'node:util';
import { isStaff } from '../../platform/actor/actor.js';
import type { Deciding } from '../../platform/commands/command.js';
import { eventReaction } from '../../platform/commands/reactions.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { type FilterFacts, factsBefore } from '../../tickets/index.js';
import { byTime, type Settled } from '../rules/by-time.js';
import { followed, happeningOf, type Speaker, type TicketEvent } from '../rules/happenings.js';
import { advanced, emptyLedger, type Ledger, raisedBy } from '../rules/ledger.js';
import { type LedgerRow, ledgersOf, storeLedgers, ticketState } from './ledgers.js';
import { eventsOf } from './raised.js';
import { type StoredSettings, settingsOf, toSettings } from './settings.js';

interface Facts {
  settings: StoredSettings;
  tickets: readonly LedgerRow[];
}

/** A ledger as earlier events of the same transaction left it. */
interface UnderWay {
  ledger: Ledger;
  /** Of a ticket that the transaction creates: what no row tells yet. */
  created: { formId: string | null } | null;
}

/** What earlier events of the same transaction left. The facts are gathered once for all of its events. */
const underWay = new WeakMap<Facts, Map<string, UnderWay>>();

/** Carries each event of a ticket into its clocks, in the transaction of the event. */
export const keepsClocks = eventReaction({
  to: followed,
  gather: (organisationId, ticketIds) => ({
    levels: sql<Facts>`select ${settingsOf(organisationId)} as settings, ${ledgersOf(organisationId, ticketIds)} as tickets`,
  }),
  react({ levels: [facts] }, event, deciding) {
    const { ticketId } = event;
    if (!facts || !ticketId) return {};
    const { organisationId } = deciding;
    const known = underWay.get(facts) ?? new Map<string, UnderWay>();
    underWay.set(facts, known);
    const earlier = known.get(ticketId);
    const isNew = event.type === 'TICKET_CREATED';
    const created = isNew ? { formId: formIn(event as TicketEvent) } : (earlier?.created ?? null);
    const row = facts.tickets.find((one) => one.ticketId === ticketId);
    const values = event.facts as FilterFacts;
    const about = { companyId: row?.companyId ?? null, formId: row?.formId ?? created?.formId ?? null };
    const ticket = ticketState(values, about);
    const settings = toSettings(facts.settings);
    const before = earlier?.ledger ?? row?.ledger ?? emptyLedger;
    const at = (deciding.imported ? deciding.occurredAt : deciding.now).getTime();
    const current: Settled =
      row?.ledger && !earlier && !isNew
        ? byTime(row.ledger, row, {
            ticket: ticketState(factsBefore(values, event.changes ?? []), about),
            settings,
            isStale: row.ledger.clocks.length === 0 || (row.revision ?? 0) < facts.settings.revision,
            now: at,
          })
        : { ledger: before, raised: [], changed: null };
    const happening = happeningOf(event as TicketEvent, current.ledger, ticket, {
      at,
      requesterId: values.requester,
      speaker: speakerOf(deciding),
    });
    const { ledger, raised } = advanced(current.ledger, happening, settings);
    // An import records what happened elsewhere: moments that passed meanwhile are not raised.
    const after = deciding.imported ? raisedBy(ledger, deciding.now.getTime()).ledger : ledger;
    if (isDeepStrictEqual(after, before)) return {};
    known.set(ticketId, { ledger: after, created });
    const { revision } = facts.settings;
    return {
      writes: [
        storeLedgers(
          organisationId,
          [{ ticketId, ledger: after }],
          created ? revisionOfNew(organisationId, facts.settings) : sql`${revision}::int`,
        ),
      ],
      events: deciding.imported
        ? []
        : eventsOf({ changed: current.changed, raised: [...current.raised, ...raised] }),
    };
  },
});

/**
 * The company of a new ticket is known to the database only. Where a policy asks for it, the schedule computes the clocks again: they have no
 * revision yet.
 */
function revisionOfNew(organisationId: string, { revision, policies }: StoredSettings): Sql {
  const companies = [...new Set(policies.flatMap(({ companyIds }) => companyIds))];
  if (companies.length === 0) return sql`${revision}::int`;
  return sql`case when exists (select 1 from tickets t where t.organisation_id = ${organisationId} and t.id = g.ticket_id
    and t.company_id = any (${companies}::uuid[])) then -1 else ${revision}::int end`;
}

/** The form that a new ticket was created with. */
function formIn({ changes = [] }: TicketEvent): string | null {
  const form = changes.find(({ field }) => field === 'RequestForm.id')?.to;
  return typeof form === 'string' ? form : null;
}

/** Who wrote the events of a command. A key is no agent, unless it names one. */
function speakerOf({ actor, onBehalfOf }: Deciding): Speaker {
  const { userId, role } = onBehalfOf;
  const own = actor.kind === 'user' && actor.userId === userId ? actor.role : undefined;
  const known = role ?? own;
  return { userId, isStaff: userId !== null && known !== undefined && isStaff(known) };
}

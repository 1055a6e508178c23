import { type CreationFacts, decideCreation, gatherCreation } from '../../intake/index.js';
import type { Actor } from '../../platform/actor/actor.js';
import { type Shown, shown } from '../../platform/actor/asking.js';
import {
  type Asked,
  command,
  type Deciding,
  type Decision,
  type FactsOf,
} from '../../platform/commands/command.js';
import type { AlertOutcome } from '../../platform/contract/generated/enums.js';
import type { ReportAlertInput } from '../../platform/contract/generated/types.js';
import { sql } from '../../platform/db/sql.js';
import { changed } from '../../platform/events/event.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { forbidden, invalid, notFound } from '../../platform/kernel/user-errors.js';
import { filterFacts, loadedTicket } from '../../tickets/index.js';
import type { AlertRow } from '../data/entities.js';
import {
  gatherStanding,
  gatherSuppressors,
  type NamedIntegration,
  noStanding,
  seeingAll,
} from '../data/gather.js';
import { alertsById } from '../data/reads.js';
import { alertCleared, alertFired } from '../data/records.js';
import { type CheckedReport, checkReport } from '../rules/check-report.js';
import { isDone, type Standing, stepFor } from '../rules/episode.js';
import { type Fires, flapsUntil, isFlapping, oneMore } from '../rules/flapping.js';
import { mayReport } from '../rules/may.js';
import { labelOf } from '../rules/report.js';
import { severityOf } from '../rules/severity.js';
import { decideMoves, factsOfMoves } from './moves.js';
import { newTicket, routeOf, type Suppressors, suppressorOf } from './opening.js';

/** The effect of a report. */
export interface Reported {
  outcome: AlertOutcome;
  alertId: string | null;
  ticketId: string | null;
}

type StandingFacts = FactsOf<ReturnType<typeof gatherStanding>>;
type Facts = StandingFacts & FactsOf<Asked>;

/** Reports an alert. It finds its ticket by its dedup key, whose reports come one after the other. */
export const reportAlert = command<ReportAlertInput>()({
  operation: 'reportAlert',
  announces: () => ({ types: ['TICKET_CREATED'], ticketIds: sql`'{}'::uuid[]` }),
  gather(input, gathering): ReturnType<typeof gatherStanding> {
    const report = checkReport(input, null);
    return report.ok
      ? gatherStanding(gathering, input.alertIntegrationId, report.value)
      : (noStanding as never);
  },
  more(facts, input, gathering): Asked {
    const report = checkReport(input, null);
    const [integration] = facts.integration;
    if (!report.ok || !integration) return {};
    const standing = standingOf(facts);
    const all = seeingAll(gathering);
    const creates = mayOpen(report.value, standing);
    const { serviceIds = [] } = routeOf(report.value, integration) ?? {};
    return {
      ...(creates ? gatherSuppressors(all, integration, serviceIds) : {}),
      ...(creates ? gatherCreation(newTicket(report.value, integration), all) : {}),
      ...factsOfMoves(report.value, standing, integration, facts.ticket[0]?.id, all),
    };
  },
  decide(facts, input, deciding): Result<Decision<Reported>> {
    if (!mayReport(deciding.actor)) {
      return deciding.actor.kind === 'key'
        ? err(forbidden('SCOPE', 'The API key does not have the scope ALERTS_WRITE.'))
        : err(forbidden('ROLE', 'Only API keys with ALERTS_WRITE and administrators can report alerts.'));
    }
    const report = checkReport(input, deciding.now);
    if (!report.ok) return report;
    const [integration] = facts.integration;
    if (!integration)
      return err(notFound(['alertIntegrationId'], input.alertIntegrationId, 'alert integration'));
    if (!integration.active) {
      const message = 'The alert integration is switched off.';
      return err(invalid(['alertIntegrationId'], 'RETIRED', message));
    }
    return decideReport(facts as unknown as Facts, report.value, integration, deciding);
  },
});

function decideReport(
  facts: Facts,
  report: CheckedReport,
  integration: NamedIntegration,
  deciding: Deciding,
): Result<Decision<Reported>> {
  const { now, actor } = deciding;
  const [series = null] = facts.series;
  const [known = null] = facts.alert;
  const severity = report.severity ?? severityOf(labelOf(report.labels, integration.severityLabel));
  const before: Fires = { count: series?.flapCount ?? 0, since: series?.flapSince ?? null };
  const fires =
    report.status === 'FIRING' && known?.status === 'RESOLVED' ? oneMore(before, integration, now) : before;
  const flapping = isFlapping(fires, integration, now);
  const beginsToFlap = flapping && !isFlapping(before, integration, now);
  const suppressor = suppressorOf(facts as unknown as Suppressors, report.labels, now);
  const standing = { ...standingOf(facts), flapping, suppressed: suppressor !== null };
  const step = stepFor(report, standing, integration, now);
  const place = { integration, series, known, report, severity, fires, deciding };
  // Ticketwire itself works the ticket, whatever the key may do.
  const acting: Deciding = {
    ...deciding,
    actor: { kind: 'system', organisationId: deciding.organisationId },
  };
  if (step.do === 'NOTHING')
    return ok({
      value: { outcome: 'UNCHANGED', alertId: known?.id ?? null, ticketId: known?.ticketId ?? null },
    });
  // The episode of an alert that was suppressed goes on with its ticket.
  const waits =
    series !== null && (!series.ticketId || (known?.episode === series.episode && !known.ticketId));
  const episodeIs = waits ? 'SAME' : 'NEW';
  if (step.do === 'SUPPRESS') {
    const { row, writes } = alertFired(place, null, episodeIs, suppressor ?? undefined);
    return ok({
      value: { outcome: 'SUPPRESSED', alertId: row.id, ticketId: null },
      writes,
      events: [{ type: 'ALERT_SUPPRESSED', changes: [changed('alert', null, row.id)] }],
    });
  }
  if (step.do === 'OPEN') {
    const created = decideCreation(facts as unknown as CreationFacts, newTicket(report, integration), acting);
    if (!created.ok)
      return err(...created.errors.map((error) => ({ ...error, path: ['input', 'alertIntegrationId'] })));
    const { ticket, writes, events, complete, kept } = created.value;
    const fired = alertFired(place, ticket.id, episodeIs);
    const value: Reported = { outcome: 'OPENED', alertId: fired.row.id, ticketId: ticket.id };
    return ok({
      value,
      writes: [...writes, ...fired.writes],
      events: [...events, { ...fired.event, ticketId: ticket.id, facts: filterFacts(ticket) }],
      complete: (written) => ({ value, shows: showing(actor, fired.row, complete(written).shows ?? []) }),
      ...(kept ? { kept } : {}),
    });
  }
  const [found] = facts.ticket;
  if (step.do === 'RECORD') {
    if (!found) throw new Error('the open ticket of an alert is missing');
    const { row, writes, event } = alertFired(place, found.id, 'SAME');
    const moved = step.reopens ? decideMoves('REOPEN', facts, found, report, integration, acting) : null;
    const about = { ticketId: found.id, facts: filterFacts(found) };
    const flap = {
      type: 'ALERT_FLAPPING' as const,
      visibility: 'INTERNAL' as const,
      changes: [changed('Alert.id', row.id, row.id), changed('Alert.occurrences', null, row.occurrences)],
      ...about,
    };
    // An alert of the key that is new to the ticket has its event.
    const isQuiet = flapping && !beginsToFlap && moved === null && row.id === known?.id;
    return ok({
      value: { outcome: moved ? 'REOPENED' : 'RECORDED', alertId: row.id, ticketId: found.id },
      writes: [...writes, ...(moved?.writes ?? [])],
      events: isQuiet
        ? []
        : [{ ...event, ...about }, ...(moved?.events ?? []), ...(beginsToFlap ? [flap] : [])],
      shows: showing(actor, row, []),
    });
  }
  if (!known) throw new Error('an alert that never fired is resolved');
  // The ticket of an earlier episode is not touched any more.
  const isPresent = known.episode === series?.episode && known.ticketId && found !== undefined;
  const cleared = alertCleared(place, known, isPresent && flapping ? flapsUntil(fires, integration) : null);
  const moved =
    isPresent && step.moves !== 'NO'
      ? decideMoves(step.moves, facts, found, report, integration, acting)
      : null;
  return ok({
    value: { outcome: moved ? 'MOVED' : 'CLEARED', alertId: known.id, ticketId: known.ticketId ?? null },
    writes: [...cleared.writes, ...(moved?.writes ?? [])],
    events:
      isPresent && !flapping
        ? [{ ...cleared.event, ticketId: found.id, facts: filterFacts(found) }, ...(moved?.events ?? [])]
        : [],
    shows: showing(actor, cleared.row, []),
  });
}

/** What the answer shows. A key that is limited to queues reads it: the ticket can be in another queue. */
function showing(actor: Actor, row: AlertRow, others: readonly Shown[]): Shown[] {
  return actor.kind === 'key' && actor.queueIds ? [] : [shown(alertsById, row.id, row), ...others];
}

function standingOf({ alert, others, ticket }: StandingFacts): Standing {
  const loaded = ticket.length > 0 ? loadedTicket(ticket, '') : null;
  return {
    alert: alert[0] ? { ...alert[0], suppressed: !alert[0].ticketId } : null,
    othersFiring: others.length,
    ticket: loaded?.ok ? loaded.value.ticket : null,
  };
}

/** Whether a report can open a ticket, whatever the time is. */
function mayOpen({ status, startsAt }: CheckedReport, { alert, ticket }: Standing): boolean {
  if (status !== 'FIRING' || (ticket && !isDone(ticket.status))) return false;
  return !(alert?.status === 'FIRING' && !alert.suppressed && startsAt && startsAt <= alert.startsAt);
}

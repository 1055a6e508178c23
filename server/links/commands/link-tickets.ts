import type { Change } from '../../changes/change.js';
import { sql } from '../../db/sql.js';
import { invalid } from '../../kernel/refusals.js';
import { done, type Result, refused } from '../../kernel/result.js';
import { tellWorkaround } from '../known-errors.js';
import {
  type Edge,
  edgeOf,
  faultAmong,
  faultOfEdge,
  kindOf,
  kinds,
  type LinkFault,
  type Relation,
  reaches,
  type Standing,
} from '../rules/relations.js';
import { loadToLink, oneAtATime, saveLink, tellLink } from '../store.js';

export interface LinkTickets {
  ticketId: string;
  relation: Relation;
  otherTicketId: string;
}

/** Links two tickets. A link is between them: the versions of both stay. */
export async function linkTickets(
  change: Change,
  input: LinkTickets,
): Promise<Result<{ ticketId: string; otherTicketId: string }>> {
  // Before the tickets, as everybody does.
  await oneAtATime(change, kindOf(input.relation));
  const both = await loadToLink(change, input);
  if (!both.ok) return both;
  const [one, other] = [both.value.one.ticket, both.value.other.ticket];
  const edge = edgeOf(one.id, input.relation, other.id);
  const [from, to] = edge.fromId === one.id ? [one, other] : [other, one];
  const fault = faultOfEdge(edge, from.type, to.type) ?? faultAmong(edge, await standingOf(change, edge));
  if (fault) return refused(invalid([fieldOf(fault)], fault.rule, fault.message));
  saveLink(change, edge);
  tellLink(change, 'TICKET_LINKED', edge, [one, other]);
  if (edge.kind === 'PROBLEM_OF') await tellWorkaround(change, from.id, to);
  return done({ ticketId: one.id, otherTicketId: other.id });
}

function fieldOf({ rule }: LinkFault): string {
  return rule === 'RELATION' || rule === 'TYPE' ? 'relation' : 'otherTicketId';
}

/** What stands already. */
export async function standingOf(change: Change, edge: Edge): Promise<Standing> {
  const { organisationId } = change;
  const { kind, fromId, toId } = edge;
  const [row] = await change.query(sql<{ exists: boolean; taken: boolean; most: number }>`select
    exists (select from ticket_links where organisation_id = ${organisationId} and kind = ${kind}
      and from_ticket_id = ${fromId} and to_ticket_id = ${toId}) as exists,
    exists (select from ticket_links where organisation_id = ${organisationId} and kind = ${kind}
      and to_ticket_id = ${toId}) as taken,
    (select max(links)::int from (select count(*) as links from unnest(array[${fromId}::uuid, ${toId}::uuid]) one (id)
      join ticket_links l on l.organisation_id = ${organisationId} and (l.from_ticket_id = one.id or l.to_ticket_id = one.id)
      group by one.id) counted) as most`);
  const leadsBack = kinds[kind].acyclic
    ? await reaches(toId, fromId, async (ids) => {
        const next = await change.query(sql<{ id: string }>`select to_ticket_id as id from ticket_links
          where organisation_id = ${organisationId} and from_ticket_id = any (${ids}::uuid[]) and kind = ${kind}`);
        return next.map(({ id }) => id);
      })
    : false;
  return { exists: row?.exists ?? false, taken: row?.taken ?? false, leadsBack, most: row?.most ?? 0 };
}

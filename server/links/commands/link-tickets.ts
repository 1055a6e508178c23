import type { CommandContext } from '../../platform/commands/command-context.js';
import { sql } from '../../platform/db/sql.js';
import { err, ok, type Result } from '../../platform/kernel/result.js';
import { invalid } from '../../platform/kernel/user-errors.js';
import { tellWorkaround } from '../data/known-errors.js';
import { loadToLink, oneAtATime, saveLink, tellLink } from '../data/store.js';
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

export interface LinkTickets {
  ticketId: string;
  relation: Relation;
  otherTicketId: string;
}

/** Links two tickets. A link changes neither ticket's version. */
export async function linkTickets(
  command: CommandContext,
  input: LinkTickets,
): Promise<Result<{ ticketId: string; otherTicketId: string }>> {
  // Taken before the tickets are locked, as everywhere.
  await oneAtATime(command, kindOf(input.relation));
  const both = await loadToLink(command, input);
  if (!both.ok) return both;
  const [one, other] = [both.value.one.ticket, both.value.other.ticket];
  const edge = edgeOf(one.id, input.relation, other.id);
  const [from, to] = edge.fromId === one.id ? [one, other] : [other, one];
  const fault = faultOfEdge(edge, from.type, to.type) ?? faultAmong(edge, await standingOf(command, edge));
  if (fault) return err(invalid([fieldOf(fault)], fault.rule, fault.message));
  saveLink(command, edge);
  tellLink(command, 'TICKET_LINKED', edge, [one, other]);
  if (edge.kind === 'PROBLEM_OF') await tellWorkaround(command, from.id, to);
  return ok({ ticketId: one.id, otherTicketId: other.id });
}

function fieldOf({ rule }: LinkFault): string {
  return rule === 'RELATION' || rule === 'TYPE' ? 'relation' : 'otherTicketId';
}

/** The existing links. */
export async function standingOf(command: CommandContext, edge: Edge): Promise<Standing> {
  const { organisationId } = command;
  const { kind, fromId, toId } = edge;
  const [row] = await command.query(sql<{ exists: boolean; taken: boolean; most: number }>`select
    exists (select 1 from ticket_links where organisation_id = ${organisationId} and kind = ${kind}
      and from_ticket_id = ${fromId} and to_ticket_id = ${toId}) as exists,
    exists (select 1 from ticket_links where organisation_id = ${organisationId} and kind = ${kind}
      and to_ticket_id = ${toId}) as taken,
    (select max(links)::int from (select count(*) as links from unnest(array[${fromId}::uuid, ${toId}::uuid]) one (id)
      join ticket_links l on l.organisation_id = ${organisationId} and (l.from_ticket_id = one.id or l.to_ticket_id = one.id)
      group by one.id) counted) as most`);
  const leadsBack = kinds[kind].acyclic
    ? await reaches(toId, fromId, async (ids) => {
        const next = await command.query(sql<{ id: string }>`select to_ticket_id as id from ticket_links
          where organisation_id = ${organisationId} and from_ticket_id = any (${ids}::uuid[]) and kind = ${kind}`);
        return next.map(({ id }) => id);
      })
    : false;
  return { exists: row?.exists ?? false, taken: row?.taken ?? false, leadsBack, most: row?.most ?? 0 };
}

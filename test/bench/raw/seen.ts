/*
 * Parts of the statements: $1 is the organisation, $2 the agent who sends the request, $3 their teams. Agents
 * see the same as in the server.
 */

/** Whether the agent sees all tickets of the queue `q`. */
export const openToAgent = `(q.visibility = 'ORGANISATION' or q.team_id = any ($3::uuid[]))`;

const open = `(t.assignee_id = $2 or ${openToAgent})`;

/** Whether the agent sees the ticket `t` in the queue `q`. */
export const visible = `(${open} or t.requester_id = $2 or exists (select from ticket_people p
  where p.organisation_id = $1 and p.ticket_id = t.id and p.user_id = $2 and p.grants_access))`;

/** Whether the agent sees the internal content of a ticket that they see. */
export const internal = `(${open} or exists (select from ticket_people p where p.organisation_id = $1 and p.ticket_id = t.id
  and p.user_id = $2 and p.participation in ('WATCHER', 'APPROVER') and p.grants_access))`;

export const inQueue = 'join queues q on q.organisation_id = t.organisation_id and q.id = t.queue_id';

/** The number of the ticket `t` with its prefix. */
export const numberOf = `case t.type when 'INCIDENT' then 'INC' when 'SERVICE_REQUEST' then 'REQ' when 'CHANGE_REQUEST' then 'CHG'
  when 'PROBLEM' then 'PRB' else 'TKT' end || '-' || t.number`;

export function person(alias: string, id: string): string {
  return `left join users ${alias} on ${alias}.organisation_id = $1 and ${alias}.id = ${id}`;
}

/** The name of a joined user, or else of an API key: few actors are API keys. */
export function nameOf(user: string, keyId: string): string {
  return `coalesce(${user}.name, (select k.name from api_keys k where k.organisation_id = $1 and k.id = ${keyId}))`;
}

import { newId, toGlobalId } from '../../../server/platform/kernel/ids.js';
import { createOrganisation } from '../../../server/setup/organisation.js';
import { loadHistory } from '../load/history.js';
import type { Owner } from '../load/owner.js';
import { ids, loadUsers, sessionsOf } from '../load/people.js';

/** A ticket that is written to. */
export interface WrittenTicket {
  id: string;
  /** Its part of each event that the document selects. */
  shown: object;
  /** The subscribers with this key get its events. */
  key: string;
}

/** An organisation with those who subscribe and those who write. */
export interface Scene {
  organisationId: string;
  subscribers: { userId: string; token: string; key: string }[];
  tickets: WrittenTicket[];
  /** Agents who comment on the tickets, and see all of them. */
  writers: { token: string; name: string }[];
}

const WRITERS = 4;
const TICKETS = 50;
const TEAMS = 30;
const TEAM_QUEUES = 10;
/** All subscribers have this key when all see the same. */
const ALL = 'all';

/** What a scene is made of. `n` is the number of subscribers. */
export type SceneMaker = (owner: Owner, n: number) => Promise<Scene>;

/** All subscriptions are of one agent. */
export const oneActor: SceneMaker = async (owner, n) => {
  const { made, agentIds } = await organisation(owner, 1);
  const [subscriber] = await subscribersOf(owner, made, agentIds, () => ALL);
  const subscribers = Array.from({ length: n }, () => subscriber as Scene['subscribers'][number]);
  return { ...made, subscribers, tickets: await openTickets(owner, made) };
};

/** Each subscriber is another agent of one team. */
export const agentsOfOneTeam: SceneMaker = async (owner, n) => {
  const { made, agentIds } = await organisation(owner, n);
  await join(owner, made.organisationId, agentIds, [made.teamId]);
  const subscribers = await subscribersOf(owner, made, agentIds, () => ALL);
  return { ...made, subscribers, tickets: await openTickets(owner, made) };
};

/** Each subscriber is another agent of 30 teams, and 10 of the teams have a queue that only they see. The tickets are in a queue that all see. */
export const agentsOfManyTeams: SceneMaker = async (owner, n) => {
  const { made, agentIds } = await organisation(owner, n);
  await manyTeams(owner, made, agentIds);
  const subscribers = await subscribersOf(owner, made, agentIds, () => ALL);
  return { ...made, subscribers, tickets: await openTickets(owner, made) };
};

/** The same agents; the tickets are in the queues that only one team sees. */
export const agentsOfTeamQueues: SceneMaker = async (owner, n) => {
  const { made, agentIds } = await organisation(owner, n);
  const { teamOf, queues } = await manyTeams(owner, made, agentIds);
  const subscribers = await subscribersOf(owner, made, agentIds, (i) => teamOf(i));
  const rows = Array.from({ length: 2 * queues.length }, (_, i) => {
    const { id: queueId = '', teamId: key = '' } = queues[i % queues.length] ?? {};
    return { ...rowOf(made), queueId, key };
  });
  return { ...made, subscribers, tickets: await loadTickets(owner, made, rows) };
};

/** Each subscriber is another requester with a ticket of their own. */
export const requestersOfTheirOwn: SceneMaker = async (owner, n) => {
  const { made, requesterIds } = await organisation(owner, 0, n);
  const subscribers = await subscribersOf(owner, made, requesterIds, (i) => requesterIds[i] ?? '');
  const rows = requesterIds.map((requesterId) => ({ ...rowOf(made), requesterId, key: requesterId }));
  return { ...made, subscribers, tickets: await loadTickets(owner, made, rows) };
};

/** Each subscriber is another requester whom one major incident affects. */
export const requestersOfOneIncident: SceneMaker = async (owner, n) => {
  const { made, requesterIds } = await organisation(owner, 0, n);
  const { organisationId, writerIds } = made;
  const subscribers = await subscribersOf(owner, made, requesterIds, () => ALL);
  const row = rowOf(made);
  await owner.run(
    `insert into ticket_people (organisation_id, ticket_id, user_id, participation) select $1, $2, unnest($3::uuid[]), 'AFFECTED'`,
    [organisationId, row.id, requesterIds],
  );
  await owner.run(
    `insert into major_incidents (organisation_id, ticket_id, reason, lead_id, declared_by_user_id, declared_at, update_every_minutes,
       next_update_due_at) values ($1, $2, 'All printers', $3, $3, now(), 1440, now() + interval '1 day')`,
    [organisationId, row.id, writerIds[0]],
  );
  return { ...made, subscribers, tickets: await loadTickets(owner, made, [row], true) };
};

type Made = Pick<Scene, 'organisationId' | 'writers'> & {
  writerIds: string[];
  teamId: string;
  queueId: string;
  requesterId: string;
};

let organisations = 0;

/** An organisation with a queue that all agents see, its writers, one requester, and other agents and requesters. */
async function organisation(owner: Owner, agents: number, requesters = 0) {
  const { organisationId, queueId, teamId } = await createOrganisation(owner.url, {
    name: `Live ${++organisations}`,
    team: 'Team',
    queue: 'Queue',
    demo: false,
  });
  const [requesterId = '', ...requesterIds] = ids(1 + requesters);
  await loadUsers(owner, organisationId, 'REQUESTER', [requesterId, ...requesterIds]);
  const allAgents = ids(WRITERS + agents);
  await loadUsers(owner, organisationId, 'AGENT', allAgents);
  const [writerIds, agentIds] = [allAgents.slice(0, WRITERS), allAgents.slice(WRITERS)];
  await join(owner, organisationId, writerIds, [teamId]);
  const tokens = await sessionsOf(owner, organisationId, writerIds);
  const writers = tokens.map((token, i) => ({ token, name: `Agent Number ${i + 1}` }));
  const made: Made = { organisationId, writers, writerIds, teamId, queueId, requesterId };
  return { made, agentIds, requesterIds };
}

/** Makes each of the users a member of each of the teams. */
async function join(
  owner: Owner,
  organisationId: string,
  userIds: readonly string[],
  teamIds: readonly string[],
): Promise<void> {
  await owner.run(
    `insert into team_members (organisation_id, team_id, user_id)
     select $1, team, member from unnest($2::uuid[]) team cross join unnest($3::uuid[]) member`,
    [organisationId, teamIds, userIds],
  );
}

/** Teams for the agents in turn. Some teams have a queue that only they and the writers see. */
async function manyTeams(owner: Owner, { organisationId, writerIds }: Made, agentIds: readonly string[]) {
  const teamIds = ids(TEAMS);
  await owner.run(
    `insert into teams (organisation_id, id, name) select $1, id, 'Team ' || i from unnest($2::uuid[]) with ordinality team (id, i)`,
    [organisationId, teamIds],
  );
  const teamOf = (i: number) => teamIds[i % TEAMS] ?? '';
  for (const [i, teamId] of teamIds.entries())
    await join(
      owner,
      organisationId,
      agentIds.filter((_, agent) => agent % TEAMS === i),
      [teamId],
    );
  const queues = teamIds.slice(0, TEAM_QUEUES).map((teamId) => ({ id: newId(), teamId }));
  await join(
    owner,
    organisationId,
    writerIds,
    queues.map(({ teamId }) => teamId),
  );
  await owner.run(
    `insert into queues (organisation_id, id, name, team_id, visibility)
     select $1, id, 'Team queue ' || i, team_id, 'TEAM' from unnest($2::uuid[], $3::uuid[]) with ordinality queue (id, team_id, i)`,
    [organisationId, queues.map(({ id }) => id), queues.map(({ teamId }) => teamId)],
  );
  return { teamOf, queues };
}

async function subscribersOf(
  owner: Owner,
  { organisationId }: Made,
  userIds: readonly string[],
  keyOf: (i: number) => string,
): Promise<Scene['subscribers']> {
  const tokens = await sessionsOf(owner, organisationId, userIds);
  return tokens.map((token, i) => ({ userId: userIds[i] ?? '', token, key: keyOf(i) }));
}

interface TicketRow {
  id: string;
  queueId: string;
  requesterId: string;
  key: string;
}

/** A ticket of the requester in the queue that all agents see. */
function rowOf({ queueId, requesterId }: Made): TicketRow {
  return { id: newId(), queueId, requesterId, key: ALL };
}

/** Tickets whose events all subscribers get. */
function openTickets(owner: Owner, made: Made): Promise<WrittenTicket[]> {
  return loadTickets(
    owner,
    made,
    Array.from({ length: TICKETS }, () => rowOf(made)),
  );
}

/** Loads incidents that the first writer investigates, with their history. Returns what the document selects of them. */
async function loadTickets(
  owner: Owner,
  { organisationId, writerIds }: Made,
  rows: readonly TicketRow[],
  isMajor = false,
): Promise<WrittenTicket[]> {
  await owner.run(tickets, [
    organisationId,
    rows.map(({ id }) => id),
    rows.map(({ queueId }) => queueId),
    rows.map(({ requesterId }) => requesterId),
    writerIds[0],
    isMajor,
  ]);
  await owner.run('insert into ticket_counters (organisation_id, type, number) values ($1, $2, $3)', [
    organisationId,
    'INCIDENT',
    rows.length,
  ]);
  await loadHistory(owner, { organisationId }, null);
  await owner.run('analyze');
  const names = await owner.rows<
    Record<'id' | 'number' | 'subject' | 'queue' | 'assignee' | 'requester', string>
  >(
    `select t.id, 'INC-' || t.number as number, t.subject, q.name as queue, a.name as assignee, r.name as requester
     from tickets t join queues q on q.organisation_id = $1 and q.id = t.queue_id
     join users a on a.organisation_id = $1 and a.id = t.assignee_id join users r on r.organisation_id = $1 and r.id = t.requester_id
     where t.organisation_id = $1 and t.id = any ($2::uuid[])`,
    [organisationId, rows.map(({ id }) => id)],
  );
  const byId = new Map(names.map((row) => [row.id, row]));
  return rows.map(({ id, key }) => {
    const { number, subject, queue, assignee, requester } = byId.get(id) as (typeof names)[number];
    const shown = {
      id: toGlobalId('Ticket', id),
      ...{ number, subject, status: 'INVESTIGATING', priority: 'P3', labels: ['network', 'onsite'] },
      ...{ queue: { name: queue }, assignee: { name: assignee }, requester: { name: requester } },
    };
    return { id, shown, key };
  });
}

const tickets = `
insert into tickets (organisation_id, id, type, number, status, subject, description, channel, impact, urgency, priority, matrix_priority,
  labels, requester_id, created_by_user_id, queue_id, dispatched, assignee_id, major_incident, created_at, updated_at, reported_at)
select $1, id, 'INCIDENT', i, 'INVESTIGATING', 'Printer jams in building ' || i, repeat('It comes back every few minutes. ', 5), 'PORTAL',
  'MEDIUM', 'MEDIUM', 3, 3, '{network,onsite}', requester_id, requester_id, queue_id, true, $5, $6, now() - interval '2 days', now(),
  now() - interval '2 days'
from unnest($2::uuid[], $3::uuid[], $4::uuid[]) with ordinality ticket (id, queue_id, requester_id, i)`;

import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { newcomer, rawId, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { Stage, type Step } from './histories.js';
import { directory } from './support.js';

/*
 * Every statement that gives or takes sight must write an event in its transaction that says so: streams learn of it by the log alone.
 * Triggers of this database check it for every row that any command writes, at the end of its transaction.
 */
const checks: Record<string, { on: string; holds: string }> = {
  // A personal right: an event of the ticket names the person.
  ticket_people: {
    on: 'insert or update or delete on ticket_people',
    holds: 'e.ticket_id = r.ticket_id and position(r.user_id::text in e.changes::text) > 0',
  },
  // The queue, the assignee and the requester of a ticket: an event names the field. The first one has all.
  tickets: {
    on: 'update of queue_id, assignee_id, requester_id on tickets',
    holds: `e.ticket_id = r.id and (r.queue_id = o.queue_id or e.changes @> '[{"field":"Ticket.queue"}]')
      and (r.assignee_id is not distinct from o.assignee_id or e.changes @> '[{"field":"Ticket.assignee"}]')
      and (r.requester_id = o.requester_id or e.changes @> '[{"field":"Ticket.requester"}]')`,
  },
  // The role and the teams of a user, unless the user is new. A user who is deactivated, or activated again, is named.
  users: {
    on: 'update of role, active on users',
    holds: `(r.role = o.role or e.facts ->> 'userId' = r.id::text)
      and (r.active = o.active or position(r.id::text in e.changes::text) > 0)`,
  },
  team_members: {
    on: 'insert or delete on team_members',
    holds: "e.type = 'USER_CREATED' or position(r.user_id::text in e.facts::text) > 0",
  },
  // The visibility of a queue.
  queues: {
    on: 'update of visibility, team_id on queues',
    holds: `(r.visibility, r.team_id) = (o.visibility, o.team_id) or (r.visibility, o.visibility) = ('ORGANISATION', 'ORGANISATION')
      or position(r.id::text in e.facts::text) > 0`,
  },
  // A new key, and one that is revoked, suspended, confirmed, or has other rights or another end.
  api_keys: {
    on: 'insert or update of revoked_at, suspended_at, scopes, queue_ids, expires_at on api_keys',
    holds: 'position(r.id::text in e.changes::text) > 0',
  },
  // A session that ends before its time. A renewal changes no rights.
  sessions: {
    on: 'update of revoked_at on sessions',
    holds: 'r.revoked_at is not distinct from o.revoked_at or position(r.id::text in e.changes::text) > 0',
  },
};

function triggers(): string {
  return Object.entries(checks)
    .map(
      ([table, { on, holds }]) => `
      create function ${table}_logged() returns trigger language plpgsql as $$
        declare r ${table}%rowtype; o ${table}%rowtype;
        begin
          r := case when tg_op = 'DELETE' then old else new end;
          o := case when tg_op = 'INSERT' then new else old end;
          if not exists (select 1 from events e where e.organisation_id = r.organisation_id
            and e.recorded_at >= date_trunc('milliseconds', now()) and (${holds})) then
            raise exception 'a change of ${table} has no event that says so';
          end if;
          return null;
        end $$;
      grant execute on function ${table}_logged() to public;
      create constraint trigger ${table}_logged after ${on} deferrable initially deferred
        for each row execute function ${table}_logged();`,
    )
    .join('\n');
}

let world: World;
let admin: Client;
let ids: Record<string, string>;
beforeAll(async () => {
  world = await startWorld({ LIVE_POSITION_SECONDS: '1' });
  admin = await world.as('admin');
  ids = await directory(world);
  await world.rows(triggers());
});
afterAll(() => world.stop());

it('is checked: a write without an event fails', async () => {
  const { id } = await report(admin);
  const insert = `insert into ticket_people (organisation_id, ticket_id, user_id, participation, grants_access)
    select organisation_id, id, requester_id, 'WATCHER', true from tickets where id = $1`;
  await expect(world.rows(insert, [rawId(id)])).rejects.toThrow('a change of ticket_people has no event');
  const update = "update queues set visibility = 'TEAM' where visibility = 'ORGANISATION'";
  await expect(world.rows(update)).rejects.toThrow('a change of queues has no event');
  await expect(world.rows("update users set role = 'ADMIN' where role = 'AGENT'")).rejects.toThrow(
    'a change of users has no event',
  );
  await expect(world.rows("update users set active = false where role = 'AGENT'")).rejects.toThrow(
    'a change of users has no event',
  );
  await expect(world.rows('update sessions set revoked_at = now()')).rejects.toThrow(
    'a change of sessions has no event',
  );
  const key = { name: 'A key', scopes: ['TICKETS_READ'] };
  await admin.done('createApiKey', key, 'apiKey { id }');
  for (const change of ['suspended_at = now()', 'revoked_at = now()', "queue_ids = '{}'"])
    await expect(world.rows(`update api_keys set ${change}`)).rejects.toThrow(
      'a change of api_keys has no event',
    );
});

it('holds for sessions that end, and for keys that are suspended, confirmed and revoked', async () => {
  const leaver = await newcomer(world, 'ADMIN');
  const own = await leaver.signIn();
  const key = { name: 'Of the leaver', scopes: ['ADMINISTRATION'] };
  const { apiKey } = await own.done('createApiKey', key, 'apiKey { id }');
  await own.ok('mutation { signOut { signedOut } }');
  await leaver.signIn();
  const { sessions } = await admin.ok(
    'query ($user: ID!) { sessions(filter: { userIds: [$user], active: true }) { nodes { id } } }',
    { user: leaver.id },
  );
  await admin.done('revokeSession', { sessionId: sessions.nodes[0].id }, 'session { id }');
  await leaver.signIn();
  await admin.done('revokeSessions', { userId: leaver.id }, 'revokedCount');
  await leaver.signIn();
  const { apiKeys } = await admin.done('deactivateUser', { userId: leaver.id }, 'apiKeys { suspendedAt }');
  expect(apiKeys).toEqual([{ suspendedAt: expect.any(String) }]);
  await admin.done('confirmApiKey', { apiKeyId: apiKey.id }, 'apiKey { id }');
  await admin.done('revokeApiKey', { apiKeyId: apiKey.id }, 'apiKey { id }');
  await admin.done('reactivateUser', { userId: leaver.id }, 'user { id }');
});

it('holds for every change of users, teams, queues and participations', async () => {
  const stage = await Stage.of(world);
  const steps: Step[] = [
    { do: 'watch', ticket: 0, person: 2 },
    { do: 'watchOneself', ticket: 0, person: 0 },
    { do: 'watch', ticket: 0, person: 0 },
    { do: 'unwatch', ticket: 0, person: 0 },
    { do: 'affect', ticket: 0, people: [2, 3] },
    { do: 'affect', ticket: 0, people: [1] },
    { do: 'request', ticket: 0, person: 3 },
    { do: 'assign', ticket: 0, person: 0 },
    { do: 'move', ticket: 0, queue: 1 },
    { do: 'start', ticket: 1 },
    { do: 'requeue', ticket: 1 },
    { do: 'join', team: 0, person: 1 },
    { do: 'leave', team: 0, person: 1 },
    { do: 'join', team: 0, person: 1 },
    { do: 'role', person: 1, role: 'ADMIN' },
    { do: 'role', person: 1, role: 'REQUESTER' },
    { do: 'role', person: 2, role: 'AGENT' },
    { do: 'visibility', queue: 0, to: 'TEAM' },
    { do: 'give', queue: 0, team: 1 },
    { do: 'visibility', queue: 1, to: 'ORGANISATION' },
  ];
  expect((await stage.play(steps)).join('\n')).toBe('');
});

it('holds for people of new tickets, leaders of major incidents, approvers, and new users of a team', async () => {
  const people = { affectedUserIds: [ids.requester2], watcherIds: [ids.agent2] };
  const { id: ticketId } = await report(admin, people);
  await admin.done(
    'declareMajorIncident',
    { ticketId, leadId: ids.lead, updateEveryMinutes: 30, reason: 'All.' },
    'ticket { id }',
  );
  const change = await report(admin, { type: 'CHANGE_REQUEST' });
  await admin.done('startInvestigation', { ticketId: change.id }, 'ticket { id }');
  await admin.done(
    'diagnoseTicket',
    { ticketId: change.id, findings: 'Full.', rootCause: 'Growth.' },
    'ticket { id }',
  );
  const plan = {
    ticketId: change.id,
    kind: 'FIX',
    summary: 'A disk.',
    risk: 'HIGH',
    rollbackPlan: 'The old disk.',
  };
  const { ticket } = await admin.done('submitPlan', plan, 'ticket { plans { nodes { approval { id } } } }');
  const lead = await world.as('lead');
  const delegation = { approvalId: ticket.plans.nodes[0].approval.id, toUserId: ids.agent2 };
  await lead.done('delegateApproval', delegation, 'approval { id }');
  await admin.done('cancelTicket', { ticketId: change.id, reason: 'Not needed.' }, 'ticket { id }');
  const teamIds = [ids['team Network']];
  const user = { name: 'New', email: 'new@example.com', role: 'AGENT', teamIds };
  await admin.done('createUser', user, 'user { id }');
  const { apiKey } = await admin.done(
    'createApiKey',
    { name: 'A key', scopes: ['TICKETS_READ'] },
    'apiKey { id }',
  );
  await admin.done('revokeApiKey', { apiKeyId: apiKey.id }, 'apiKey { id }');
});

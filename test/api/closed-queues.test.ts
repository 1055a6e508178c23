import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, newcomer, refusedWith, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

/** Aisha (agent) is not in the team of the Security queue, which has the visibility `TEAM`. Tomás (agent2) is. */
let world: World;
let names: Directory;
let admin: Client;
let agent: Client;
let agent2: Client;

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  agent = await world.as('agent');
  agent2 = await world.as('agent2');
  names = await directory(admin);
});
afterAll(() => world.stop());

const secret = () => ({ queueId: names.queues.Security });
const seenBy = async (client: Client, id: string) =>
  (await client.ok('query ($id: ID!) { ticket(id: $id) { subject comments { nodes { body } } } }', { id }))
    .ticket;
const noteOn = (ticketId: string) =>
  agent2.done('addComment', { ticketId, body: 'Only for us.', visibility: 'INTERNAL' }, '__typename');

const notInTeam = {
  __typename: 'ForbiddenError',
  reason: 'NOT_IN_TEAM',
  path: ['input', 'assigneeId'],
};

describe("creating a ticket in another team's TEAM queue", () => {
  it('gives no access beyond the own report, also to those who name themselves as watchers', async () => {
    const ticket = await report(agent, { ...secret(), watcherIds: [names.users.agent] });
    await noteOn(ticket.id);
    expect(await seenBy(agent, ticket.id)).toEqual({ subject: 'The printer jams', comments: { nodes: [] } });
  });

  it('gives no access to a ticket that another user requested', async () => {
    const { ticketId } = await agent.done(
      'createTicket',
      {
        ...{ type: 'INCIDENT', subject: 'A leak', description: 'There.', requesterId: names.users.requester },
        ...{ ...secret(), watcherIds: [names.users.agent] },
      },
      'ticketId ticket { id }',
    );
    expect(await seenBy(agent, ticketId)).toBeNull();
  });

  it('gives no access to a colleague who is named as a watcher', async () => {
    const colleague = await newcomer(world);
    const ticket = await report(agent, { ...secret(), watcherIds: [colleague.id] });
    expect(await seenBy(await colleague.signIn(), ticket.id)).toBeNull();
    const watched = await report(agent2, { ...secret(), watcherIds: [colleague.id] });
    expect(await seenBy(await colleague.signIn(), watched.id)).toMatchObject({ subject: 'The printer jams' });
  });

  it.each(['createTicket', 'splitTicket', 'assignTicket'])(
    'is refused with NOT_IN_TEAM by %s for agents who make themselves the assignee',
    async (mutation) => {
      const own = await report(agent);
      const said = { ticketId: own.id, body: 'And a password leaked.' };
      const { commentId } = await agent.done('addComment', said, 'commentId');
      const words = { type: 'INCIDENT', subject: 'A leak', description: 'There.' };
      const about: Record<string, object> = {
        createTicket: words,
        splitTicket: { ...words, commentId },
        assignTicket: { ticketId: own.id },
      };
      const input = { ...about[mutation], ...secret(), assigneeId: names.users.agent };
      expect(await refusedWith(world, agent, mutation, input)).toMatchObject({
        __typename: 'ForbiddenError',
        reason: 'NOT_IN_TEAM',
        path: ['input', 'assigneeId'],
      });
    },
  );

  it.each(['createTicket', 'splitTicket', 'assignTicket', 'assignTickets'])(
    'is refused with NOT_IN_TEAM by %s for agents who make a colleague from outside the team the assignee',
    async (mutation) => {
      const colleague = await newcomer(world);
      const own = await report(agent);
      const { commentId } = await agent.done(
        'addComment',
        { ticketId: own.id, body: 'Leaked.' },
        'commentId',
      );
      const words = { type: 'INCIDENT', subject: 'A leak', description: 'There.' };
      const about: Record<string, object> = {
        createTicket: words,
        splitTicket: { ...words, commentId },
        assignTicket: { ticketId: own.id },
        assignTickets: { ticketIds: [own.id] },
      };
      const input = { ...about[mutation], ...secret(), assigneeId: colleague.id };
      if (mutation === 'assignTickets') {
        const wrong = 'ticketResults { errors { __typename path ... on ForbiddenError { reason } } }';
        expect((await agent.done(mutation, input, wrong)).ticketResults[0].errors).toEqual([notInTeam]);
      } else expect(await refusedWith(world, agent, mutation, input)).toMatchObject(notInTeam);
      expect(await seenBy(await colleague.signIn(), own.id)).toMatchObject({ subject: 'The printer jams' });
    },
  );

  it.each(['assignTicket', 'startInvestigation'])(
    'is refused with NOT_IN_TEAM by %s for an assignee from outside the team who names a colleague',
    async (mutation) => {
      const asked = await newcomer(world);
      const ticket = await report(agent2, { ...secret(), assigneeId: asked.id });
      const client = await asked.signIn();
      const to = (assigneeId: string) => ({ ticketId: ticket.id, assigneeId });
      expect(await refusedWith(world, client, mutation, to(names.users.agent as string))).toMatchObject(
        notInTeam,
      );
      expect(await seenBy(agent, ticket.id)).toBeNull();
      await client.done(mutation, to(names.users.agent2 as string), '__typename');
    },
  );

  it('leaves the access of those who were asked to watch, until the team ends it', async () => {
    const colleague = await newcomer(world);
    const ticket = await report(agent, { watcherIds: [colleague.id] });
    await agent.done('assignTicket', { ticketId: ticket.id, ...secret() }, '__typename');
    const client = await colleague.signIn();
    expect(await seenBy(client, ticket.id)).toMatchObject({ subject: 'The printer jams' });
    await agent2.done('unwatchTicket', { ticketId: ticket.id, userId: colleague.id }, '__typename');
    expect(await seenBy(client, ticket.id)).toBeNull();
  });

  it('allows members of the team to be the assignee', async () => {
    expect(await report(agent2, { ...secret(), assigneeId: names.users.agent2 })).toMatchObject({
      status: 'NEW',
    });
    expect(await report(agent, { ...secret(), assigneeId: names.users.agent2 })).toMatchObject({
      status: 'NEW',
    });
  });
});

describe('a link that is in conflict with a ticket that the actor cannot see', () => {
  const link = (ticketId: string, relation: string, otherTicketId: string) => ({
    ticketId,
    relation,
    otherTicketId,
  });
  const notAllowed = { rule: 'NOT_ALLOWED', path: ['input', 'otherTicketId'] };

  it('does not reveal a hidden parent', async () => {
    const hidden = await report(agent2, secret());
    const [child, parent] = [await report(agent), await report(agent)];
    await admin.done('linkTickets', link(hidden.id, 'PARENT_OF', child.id), '__typename');
    const another = link(parent.id, 'PARENT_OF', child.id);
    expect(await refusedWith(world, agent, 'linkTickets', another)).toMatchObject(notAllowed);
    expect(await refusedWith(world, admin, 'linkTickets', another)).toMatchObject({ rule: 'ONE_PARENT' });
  });

  it.each(['PARENT_OF', 'BLOCKS'])('does not reveal a hidden ticket in a cycle of %s', async (relation) => {
    const hidden = await report(agent2, secret());
    const [first, last] = [await report(agent), await report(agent)];
    await admin.done('linkTickets', link(first.id, relation, hidden.id), '__typename');
    await admin.done('linkTickets', link(hidden.id, relation, last.id), '__typename');
    const back = link(last.id, relation, first.id);
    expect(await refusedWith(world, agent, 'linkTickets', back)).toMatchObject(notAllowed);
    expect(await refusedWith(world, admin, 'linkTickets', back)).toMatchObject({ rule: 'CYCLE' });
  });
});

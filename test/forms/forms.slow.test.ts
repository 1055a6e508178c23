import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { type Directory, directory, newcomer, program, report } from '../harness/desk.js';
import { attachText } from '../harness/upload.js';
import { startWorld, type World } from '../harness/world.js';
import { Forms, type Offer, offersOf, without } from './form.js';

let world: World;
let people: Record<string, Client>;
let forms: Forms;
let names: Directory;

beforeAll(async () => {
  world = await startWorld();
  const [admin, agent, requester, lead] = await Promise.all(
    ['admin', 'agent', 'requester', 'lead'].map((name) => world.as(name)),
  );
  if (!admin || !agent || !requester || !lead) throw new Error('four people sign in');
  // Two people decide about plans, also of tickets that need no approval by themselves. They are named by somebody who submits none.
  const chooser = await (await newcomer(world, 'ADMIN')).signIn();
  names = await directory(admin);
  for (const ticketType of ['INCIDENT', 'SERVICE_REQUEST', 'PROBLEM', 'OTHER', 'CHANGE_REQUEST'])
    await chooser.done(
      'createApprovalPolicy',
      {
        name: `Plans of ${ticketType}`,
        ticketType,
        rule: 'ANY_ONE',
        userIds: [names.users.lead, names.users.admin],
      },
      '__typename',
    );
  const key = await program(world, ['TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE']);
  people = { agent, requester, lead, key, admin };
  forms = new Forms(agent);
});
afterAll(() => world.stop());

// Written from the documentation of the process.
const every = [
  ...['TRIAGE', 'START_INVESTIGATION', 'DIAGNOSE', 'SUBMIT_PLAN', 'APPROVE', 'REJECT', 'WITHDRAW_PLAN'],
  ...['START_IMPLEMENTATION', 'COMPLETE_IMPLEMENTATION', 'VERIFY', 'HOLD', 'RESUME', 'REQUEUE'],
  ...['RESOLVE', 'REOPEN', 'CLOSE', 'CANCEL', 'MERGE', 'UNMERGE'],
];
const withoutFastTrack = every.filter((name) => name !== 'RESOLVE');
const final = ['CANCEL', 'CLOSE'];
/** Optional parts of a form that lead to other statuses. */
const optional: Record<string, readonly string[]> = { SUBMIT_PLAN: ['window', 'risk'] };

/** The fields that met a requirement, for all types. */
const given = new Set<string>();

const agent = () => people.agent as Client;

async function newTicket(type: Record<string, string>): Promise<string> {
  return (await report(agent(), { ...type, requesterId: names.users.requester })).id;
}

/** Takes tickets of a type through every transition, always the one that was taken least, by filling forms. */
class Traveller {
  readonly taken = new Map<string, number>();
  readonly #first: number;
  readonly #type: Record<string, string>;
  #id = '';
  #attachmentId = '';
  #comments = 0;
  #steps = 0;

  /** `first` varies which value of an enum and which of several fields is given. */
  constructor(type: Record<string, string>, first: number) {
    this.#type = type;
    this.#first = first;
  }

  async through(transitions: readonly string[]): Promise<void> {
    while (transitions.some((name) => !this.taken.has(name))) {
      this.#steps += 1;
      if (this.#steps > 150)
        throw new Error(`not every transition was reached: ${JSON.stringify([...this.taken])}`);
      await this.#step();
    }
  }

  async #step(): Promise<void> {
    if (!this.#id) {
      this.#id = await newTicket(this.#type);
      this.#comments = 0;
      this.#attachmentId = await attachText(agent(), this.#id, 'It runs.');
    }
    const open: { who: string; offer: Offer; worn: number }[] = [];
    for (const [who, client] of Object.entries(people)) {
      for (const offer of (await offersOf(client, this.#id))?.availableTransitions ?? []) {
        const worn =
          (this.taken.get(offer.transition) ?? 0) * 100 + (this.taken.get(`${who} ${offer.transition}`) ?? 0);
        // What ends a ticket is taken once, after everything else that is as rare.
        const last = final.includes(offer.transition)
          ? (this.taken.get(offer.transition) ?? 0) < 1
            ? 50
            : 1e6
          : 0;
        if (offer.allowed) open.push({ who, offer, worn: worn + last });
      }
    }
    const [next] = open.toSorted((one, other) => one.worn - other.worn);
    // Nothing is possible for a closed or a cancelled ticket.
    if (!next) this.#id = '';
    else await this.#take(next.who, next.offer);
  }

  async #take(who: string, offer: Offer): Promise<void> {
    const client = people[who] as Client;
    const { transition, mutation, outcomes } = offer;
    const before = this.taken.get(transition) ?? 0;
    const nth = this.#first + before;
    const also = before % 2 === 0 ? ['comment', ...(optional[transition] ?? [])] : [];
    const { input, chosen } = await forms.fill(offer, (field) => this.#choice(client, field), nth, also);
    // None is superfluous: without it, the answer names it and nothing else.
    for (const { requirement, path } of chosen) {
      const { errors } = await client.mutate(mutation, without(input, path), '__typename');
      expect({ who, transition, without: path, errors }).toMatchObject({
        errors: [
          {
            __typename: 'InvalidTransitionError',
            requirements: [requirement],
            reasons: [{ code: 'MISSING_FIELDS' }],
          },
        ],
      });
      given.add(`${transition} ${path}`);
    }
    // None is missing: what the form asks for is enough.
    const payload = await client.mutate(mutation, input, 'ticket { status comments { totalCount } }');
    expect({ who, transition, input, errors: payload.errors }).toMatchObject({ errors: [] });
    expect(outcomes).toContain(payload.ticket.status);
    if (also.includes('comment')) this.#comments += 1;
    expect(payload.ticket.comments.totalCount).toBe(this.#comments);
    for (const name of [transition, `${who} ${transition}`])
      this.taken.set(name, (this.taken.get(name) ?? 0) + 1);
    // A change closes after its review, which is no transition.
    if (payload.ticket.status !== 'RESOLVED' || this.#type.type !== 'CHANGE_REQUEST') return;
    const review = { ticketId: this.#id, outcome: 'SUCCESSFUL', summary: 'As planned.' };
    await agent().done('reviewTicket', review, '__typename');
  }

  /** What people would pick from lists. */
  async #choice(client: Client, field: string): Promise<string> {
    if (/category/i.test(field)) {
      const { categories } = await client.ok(
        '{ categories(first: 100) { nodes { id ticketType parent { id } } } }',
      );
      const fits = (one: { ticketType: string; parent: unknown }) =>
        one.ticketType === this.#type.type && !one.parent;
      return categories.nodes.find(fits).id;
    }
    if (/assignee/i.test(field)) return names.users.agent ?? '';
    if (/attachment/i.test(field)) return this.#attachmentId;
    if (/service/i.test(field)) {
      const { services } = await client.ok('{ services(first: 1) { nodes { id } } }');
      return services.nodes[0].id;
    }
    return newTicket({ type: 'INCIDENT' });
  }
}

describe('a client that reads `availableTransitions` and introspection alone', () => {
  it.each<[string, Record<string, string>, string[], number]>([
    ['an incident', { type: 'INCIDENT' }, every, 0],
    ['a service request', { type: 'SERVICE_REQUEST' }, every, 1],
    ['another ticket', { type: 'OTHER' }, every, 2],
    ['a problem', { type: 'PROBLEM' }, withoutFastTrack, 3],
    ['a normal change', { type: 'CHANGE_REQUEST', changeKind: 'NORMAL' }, withoutFastTrack, 4],
    ['an emergency change', { type: 'CHANGE_REQUEST', changeKind: 'EMERGENCY' }, withoutFastTrack, 5],
  ])(
    'takes %s through every transition, and each requirement is needed',
    async (_what, type, transitions, first) => {
      const traveller = new Traveller(type, first);
      await traveller.through(transitions);
      const reached = [...traveller.taken.keys()].filter((name) => !name.includes(' '));
      expect(reached.toSorted()).toEqual(transitions.toSorted());
    },
    180_000,
  );

  it('meets each requirement by each of the fields that are enough', () => {
    expect([...given].toSorted()).toEqual(
      [
        ...['CANCEL duplicateOfId', 'CANCEL reason', 'DIAGNOSE rootCause', 'DIAGNOSE rootCauseUnknownReason'],
        ...['REJECT reason', 'START_IMPLEMENTATION outsideWindowReason', 'START_INVESTIGATION assigneeId'],
        ...['SUBMIT_PLAN risk', 'SUBMIT_PLAN rollbackPlan', 'TRIAGE affectedServiceIds'],
        ...['TRIAGE affectedServiceNames', 'TRIAGE affectedServicesUnknown', 'TRIAGE categoryId'],
        ...['VERIFY evidence', 'VERIFY evidenceAttachmentIds'],
      ].toSorted(),
    );
  });
});

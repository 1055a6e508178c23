import { isDeepStrictEqual } from 'node:util';
import { Random } from '../../faults/random.js';
import { Client } from '../../harness/client.js';
import { directory, report, standardTemplate } from '../../harness/desk.js';
import {
  apply,
  asksApproval,
  type Command,
  created,
  leaving,
  type Person,
  people,
  policies,
  reasons,
  sees,
  type Team,
  type Ticket,
  type Transition,
  transitions,
  type Verdict,
  works,
} from './model.js';

type Cast = Record<Person, Client>;
type Names = Awaited<ReturnType<typeof directory>>;

/** The participants, and the objects that their inputs name. */
export interface Stage {
  cast: Cast;
  names: Names;
  /** An open ticket that others are merged into. */
  into: string;
  /** The template of standard changes. */
  standard: string;
}

const types = ['INCIDENT', 'SERVICE_REQUEST', 'CHANGE_REQUEST', 'PROBLEM', 'OTHER'] as const;
const categories: Record<string, string> = {
  INCIDENT: 'Hardware',
  SERVICE_REQUEST: 'Access',
  CHANGE_REQUEST: 'Infrastructure',
  PROBLEM: 'Network',
  OTHER: 'Question',
};
const holds = ['AWAITING_REQUESTER', 'AWAITING_REQUESTER', 'AWAITING_VENDOR', 'AWAITING_CHANGE'] as const;
const STEPS = 40;
/** How many steps to try on a ticket in a final status. */
const FINAL_STEPS = 4;
const DAY_MS = 86_400_000;

const mutations: Record<Command['name'], string> = {
  TRIAGE: 'triageTicket',
  START_INVESTIGATION: 'startInvestigation',
  DIAGNOSE: 'diagnoseTicket',
  SUBMIT_PLAN: 'submitPlan',
  APPROVE: 'decideApproval',
  REJECT: 'decideApproval',
  WITHDRAW_PLAN: 'withdrawPlan',
  START_IMPLEMENTATION: 'startImplementation',
  COMPLETE_IMPLEMENTATION: 'completeImplementation',
  VERIFY: 'verifyTicket',
  HOLD: 'holdTicket',
  RESUME: 'resumeTicket',
  REQUEUE: 'requeueTicket',
  RESOLVE: 'resolveTicket',
  REOPEN: 'reopenTicket',
  CLOSE: 'closeTicket',
  CANCEL: 'cancelTicket',
  MERGE: 'mergeTicket',
  UNMERGE: 'unmergeTicket',
  REPLY: 'addComment',
  REVIEW: 'reviewTicket',
  TASK: 'completeTask',
  DELEGATE: 'delegateApproval',
  REQUEST: 'updateTicket',
};

/** A walk prefers these transitions, so that it reaches the later statuses. */
const forward: readonly Transition[] = [
  'TRIAGE',
  'START_INVESTIGATION',
  'DIAGNOSE',
  'SUBMIT_PLAN',
  'APPROVE',
  'START_IMPLEMENTATION',
  'COMPLETE_IMPLEMENTATION',
  'VERIFY',
  'RESUME',
  'UNMERGE',
];

/** The fields that only some tickets need. The others are non-null in the contract. */
const conditional: Partial<Record<Command['name'], readonly string[]>> = {
  TRIAGE: ['categoryId', 'affectedServiceNames', 'affectedServicesUnknown'],
  DIAGNOSE: ['rootCause', 'rootCauseUnknownReason'],
  SUBMIT_PLAN: ['risk', 'rollbackPlan'],
  REJECT: ['reason'],
  START_IMPLEMENTATION: ['outsideWindowReason'],
  VERIFY: ['evidence', 'resolutionCode', 'resolutionNotes'],
  CANCEL: ['reason'],
};

export async function stage(url: () => string): Promise<Stage> {
  const as = (name: string) => Client.signIn(url, name.includes('@') ? name : `${name}@example.com`, 'demo');
  const admin = await as('admin');
  const key = async (...scopes: string[]) => {
    const { secret } = await admin.done('createApiKey', { name: `Walks ${scopes.length}`, scopes }, 'secret');
    return new Client(url, secret);
  };
  const cast: Cast = {
    requester: await as('requester'),
    requester2: await as('requester2'),
    agent: await as('agent'),
    agent2: await as('agent2'),
    lead: await as('lead'),
    admin,
    writingKey: await key('TICKETS_READ', 'TICKETS_WRITE', 'COMMENTS_WRITE'),
    readingKey: await key('TICKETS_READ'),
    outsider: await as('outsider@example.org'),
  };
  const names = await directory(admin);
  // The approvers are named by somebody who submits no plans.
  const [email, password] = ['chooser@example.com', 'long enough'];
  await admin.done('createUser', { name: 'Chooser', email, password, role: 'ADMIN' }, '__typename');
  const chooser = await Client.signIn(url, email, password);
  for (const [ticketType, { people: asked, ...rule }] of Object.entries(policies)) {
    const userIds = asked.map((person) => names.users[person]);
    await chooser.done(
      'createApprovalPolicy',
      { name: ticketType, ticketType, ...rule, userIds },
      '__typename',
    );
  }
  const into = await report(cast.requester, { subject: 'What others are merged into' });
  return { cast, names, into: into.id, standard: await standardTemplate(admin) };
}

/**
 * Takes one ticket through the process by random steps of all participants. Throws when the server and the
 * model differ.
 */
export class Walk {
  readonly #random: Random;
  readonly #stage: Stage;
  readonly #said: string[] = [];
  readonly #statuses: string[] = ['NEW'];
  readonly #seed: number;
  #ticket: Ticket = created('OTHER', null, 'desk');
  #id = '';
  #tasks: string[] = [];
  #approval: string | null = null;
  /** The number of steps that changed something. */
  carriedOut = 0;
  steps = 0;

  constructor(stage: Stage, seed: number) {
    this.#stage = stage;
    this.#seed = seed;
    this.#random = new Random(seed);
  }

  get reached(): readonly string[] {
    return this.#statuses;
  }

  async go(most = STEPS, step: () => void = () => {}): Promise<this> {
    await this.#begin();
    for (let final = 0; this.steps < most && final < FINAL_STEPS; ) {
      await this.#step();
      step();
      const { status, merged } = this.#ticket;
      if (status === 'CLOSED' || (status === 'CANCELLED' && !merged)) final += 1;
    }
    await this.#compareTimeline();
    return this;
  }

  async #begin(): Promise<void> {
    const random = this.#random;
    // A change has the most steps.
    const type = random.chance(0.4) ? 'CHANGE_REQUEST' : random.pick(types);
    const changeKind =
      type === 'CHANGE_REQUEST' ? random.pick(['NORMAL', 'STANDARD', 'EMERGENCY'] as const) : null;
    const team: Team = random.chance(0.75) ? 'desk' : 'network';
    this.#ticket = created(type, changeKind, team);
    const { names, cast } = this.#stage;
    const queueId = names.queues[team === 'desk' ? 'Service Desk' : 'Network'];
    const requesterId = names.users.requester;
    const { standard } = this.#stage;
    const kind = changeKind === 'STANDARD' ? { ticketTemplateId: standard } : { changeKind };
    this.#id = (await report(cast.admin, { type, ...kind, queueId, requesterId })).id;
    this.#said.push(`${type} ${changeKind ?? ''} ${team}`);
  }

  async #step(): Promise<void> {
    this.steps += 1;
    let command = this.#choose();
    while (!command) command = this.#choose();
    const { status: before } = this.#ticket;
    const related = this.#related(command.by);
    const said = apply(this.#ticket, command);
    this.#said.push(
      `${command.by} ${command.name} ${JSON.stringify(command.input)} → ${JSON.stringify(said)}`,
    );
    const heard = await this.#send(command);
    this.#same(`what ${command.name} answers`, said, heard);
    if (heard.done) {
      this.carriedOut += 1;
      if (!related && command.name !== 'REPLY')
        this.#fail(`${command.by} changed a ticket that they cannot see`);
      if (command.name === 'SUBMIT_PLAN') await this.#readPlan();
      if (command.name === 'TASK') this.#tasks.pop();
    }
    const { status } = this.#ticket;
    if (status !== before) this.#statuses.push(status);
    await this.#look(this.#random.chance(0.5) ? command.by : this.#random.pick(people));
    // By the fast track, a ticket is resolved without its plan.
    const resolved = status === 'RESOLVED' && this.#ticket.type !== 'OTHER';
    if (status !== before && (resolved || ['IMPLEMENTING', 'VERIFYING'].includes(status)))
      await this.#wasApproved();
  }

  /** Checks without the model who can see the ticket. */
  #related(by: Person): boolean {
    const { plan, assignee, requester } = this.#ticket;
    const asked = plan?.approvers.some(({ person }) => person === by) ?? false;
    const submitted = plan?.submitters.includes(by) ?? false;
    return by === requester || by === assignee || asked || submitted || works(by, this.#ticket);
  }

  #choose(): Command | null {
    const random = this.#random;
    const open = leaving[this.#ticket.status] as readonly Transition[];
    if (random.chance(0.35)) return this.#command(random.pick(transitions), random.pick(people));
    if (this.#tasks.length > 0 && random.chance(this.#ticket.status === 'IMPLEMENTING' ? 0.6 : 0.03))
      return this.#command('TASK', random.pick(people));
    if (this.#ticket.status === 'RESOLVED' ? random.chance(0.3) : random.chance(0.02))
      return this.#command('REVIEW', random.pick(people));
    const answers = this.#ticket.hold || this.#ticket.status === 'RESOLVED';
    if (answers ? random.chance(0.3) : random.chance(0.03))
      return this.#command('REPLY', this.#random.pick(people));
    if (this.#approval && random.chance(this.#ticket.status === 'AWAITING_APPROVAL' ? 0.25 : 0.02))
      return this.#delegation();
    if (random.chance(this.#ticket.status === 'AWAITING_APPROVAL' ? 0.12 : 0.04)) return this.#request();
    const ahead = open.filter((name) => forward.includes(name));
    const [first, ...rest] = ahead.length > 0 && random.chance(0.8) ? ahead : open;
    if (!first) return this.#command(random.pick(transitions), random.pick(people));
    const name = random.pick([first, ...rest]);
    const able = people.filter(
      (person) => sees(person, this.#ticket) && reasons(name, person, this.#ticket).length === 0,
    );
    const [one, ...more] = able;
    return this.#command(name, one && random.chance(0.9) ? random.pick([one, ...more]) : random.pick(people));
  }

  /** An approver gives the decision to somebody; sometimes somebody else does. */
  #delegation(): Command {
    const random = this.#random;
    const { users } = this.#stage.names;
    const asked = this.#ticket.plan?.approvers.map(({ person }) => person) ?? [];
    const [one = 'lead', ...others] = asked;
    const by = random.chance(0.6) ? random.pick([one, ...others]) : random.pick(people);
    const of: Person | null = random.chance(0.3) ? random.pick<Person>([one, ...others, 'agent']) : null;
    const to = random.pick(['agent', 'agent2', 'lead', 'admin', 'requester', 'requester2'] as const);
    const input = { toUserId: users[to], ...(of ? { fromUserId: users[of] } : {}) };
    return { name: 'DELEGATE', by, to, of, input };
  }

  /** Somebody makes one of the requesters the requester of the ticket. */
  #request(): Command {
    const random = this.#random;
    const to = random.pick(['requester', 'requester2'] as const);
    const input = { requesterId: this.#stage.names.users[to] };
    return { name: 'REQUEST', by: random.pick(people), to, input };
  }

  /** Returns a random input for a command; null when there is no approval or task for it. */
  #command(name: Command['name'], by: Person): Command | null {
    if ((name === 'APPROVE' || name === 'REJECT') && !this.#approval) return null;
    if (name === 'TASK' && this.#tasks.length === 0) return null;
    const { input, ...besides } = this.#input(name);
    // Omits a field that the contract does not always require. It is then missing unless the ticket already has it.
    if (this.#random.chance(0.15)) {
      const [first, ...rest] = Object.keys(input).filter((field) => conditional[name]?.includes(field));
      if (first) delete input[this.#random.pick([first, ...rest])];
    }
    return { name, by, input, ...besides };
  }

  #input(name: Command['name']): Pick<Command, 'window' | 'assignee'> & { input: Record<string, unknown> } {
    const random = this.#random;
    const { names, into } = this.#stage;
    const resolution = { resolutionCode: 'FIXED', resolutionNotes: 'It was mended.' };
    switch (name) {
      case 'TRIAGE': {
        const { type } = this.#ticket;
        const services = random.chance(0.5)
          ? { affectedServiceNames: ['Mail'] }
          : { affectedServicesUnknown: true };
        return {
          input: {
            categoryId: names.categories[`${type} ${categories[type]}`],
            impact: 'HIGH',
            urgency: 'LOW',
            ...services,
          },
        };
      }
      case 'START_INVESTIGATION': {
        if (random.chance(0.6)) return { input: {} };
        const assignee = random.pick(['agent', 'agent2', 'lead', 'requester'] as const);
        return { input: { assigneeId: names.users[assignee] }, assignee };
      }
      case 'DIAGNOSE':
        return {
          input: random.chance(0.5)
            ? { findings: 'Worn.', rootCause: 'Age.' }
            : { findings: 'Worn.', rootCauseUnknownReason: 'It is gone.' },
        };
      case 'SUBMIT_PLAN': {
        const window = random.pick([null, null, 'past', 'now', 'future'] as const);
        const days = { past: [-2, -1], now: [-1, 1], future: [1, 2] }[window ?? 'now'];
        const [start, end] = days.map((day) => new Date(Date.now() + day * DAY_MS).toISOString());
        const tasks = Array.from({ length: random.whole(0, 2) }, (_, i) => ({ title: `Task ${i}` }));
        const plan = { kind: 'FIX', summary: 'A new one.', risk: 'LOW', rollbackPlan: 'The old one.', tasks };
        return { input: { ...plan, ...(window ? { window: { start, end } } : {}) }, window };
      }
      case 'START_IMPLEMENTATION':
        return { input: random.chance(0.7) ? { outsideWindowReason: 'It is quiet now.' } : {} };
      case 'COMPLETE_IMPLEMENTATION':
        return { input: { outcome: 'IMPLEMENTED', ...resolution } };
      case 'VERIFY': {
        const outcome = random.pick(['PASSED', 'PASSED', 'FAILED'] as const);
        return {
          input: {
            outcome,
            method: 'TEST',
            evidence: 'It runs.',
            ...(random.chance(0.4) ? resolution : {}),
          },
        };
      }
      case 'HOLD':
        return { input: { reason: random.pick(holds) } };
      case 'RESOLVE':
        return { input: resolution };
      case 'CLOSE':
        return { input: { closureSummary: 'Done.' } };
      case 'MERGE':
        return { input: { intoTicketId: into } };
      case 'REVIEW':
        return { input: { outcome: 'SUCCESSFUL', summary: 'It went well.' } };
      case 'REPLY':
        return { input: { body: 'Here is what you asked for.', keepResolved: random.chance(0.5) } };
      case 'REQUEUE':
      case 'REOPEN':
      case 'CANCEL':
      case 'WITHDRAW_PLAN':
      case 'APPROVE':
      case 'REJECT':
        return { input: { reason: 'So be it.' } };
      default:
        return { input: {} };
    }
  }

  async #send({ name, by, input }: Command): Promise<Verdict> {
    const decision = { approvalId: this.#approval, decision: name };
    const about =
      name === 'DELEGATE'
        ? { approvalId: this.#approval }
        : mutations[name] === 'decideApproval'
          ? decision
          : name === 'TASK'
            ? { taskId: this.#tasks.at(-1) }
            : { ticketId: this.#id };
    const { errors } = await this.#stage.cast[by].mutate(
      mutations[name],
      { ...about, ...input },
      '__typename',
    );
    const [error] = errors;
    if (!error) return { done: true };
    const { code } = error;
    if (code !== 'INVALID_TRANSITION') return { done: false, code };
    return {
      done: false,
      code,
      reasons: error.reasons.map((reason: { code: string }) => reason.code).sort(),
    };
  }

  /** Compares what a person can see of the ticket, and their available transitions. */
  async #look(person: Person): Promise<void> {
    const { ticket } = await this.#stage.cast[person].ok(
      'query ($id: ID!) { ticket(id: $id) { status availableTransitions { transition allowed reasons { code } } } }',
      { id: this.#id },
    );
    if (!sees(person, this.#ticket)) return this.#same(`what ${person} sees`, null, ticket);
    this.#same(`the status that ${person} sees`, this.#ticket.status, ticket.status);
    const offered = Object.fromEntries(
      ticket.availableTransitions.map(
        (one: { transition: string; allowed: boolean; reasons: { code: string }[] }) => [
          one.transition,
          { allowed: one.allowed, reasons: one.reasons.map(({ code }) => code).sort() },
        ],
      ),
    );
    for (const name of transitions) {
      const why = reasons(name, person, this.#ticket);
      this.#same(
        `${name}, as offered to ${person}`,
        { allowed: why.length === 0, reasons: why },
        offered[name],
      );
    }
  }

  async #plans() {
    const { ticket } = await this.#stage.cast.admin.ok(
      `query ($id: ID!) { ticket(id: $id) { status plans { nodes { tasks { id } submittedBy { ... on User { id } }
        approval { id state needed approvers { user { id } decision } } } } } }`,
      { id: this.#id },
    );
    return ticket.plans.nodes;
  }

  async #readPlan(): Promise<void> {
    const plan = (await this.#plans()).at(-1);
    this.#tasks = plan.tasks.map(({ id }: { id: string }) => id);
    this.#approval = plan.approval?.id ?? null;
  }

  /**
   * Checks without the model that no change is implemented before someone other than its submitter approved
   * it.
   */
  async #wasApproved(): Promise<void> {
    if (!asksApproval(this.#ticket)) return;
    const { submittedBy, approval } = (await this.#plans()).at(-1) ?? {};
    const by = approval?.approvers.filter(
      (one: { decision: string; user: { id: string } }) =>
        one.decision === 'APPROVED' && one.user.id !== submittedBy.id,
    );
    if (approval?.state !== 'APPROVED' || by.length < approval.needed)
      this.#fail(`${this.#ticket.status} without an approval of its current plan`);
  }

  /** Checks that the timeline has every status of the walk, once and in order. */
  async #compareTimeline(): Promise<void> {
    const { ticket } = await this.#stage.cast.admin.ok(
      `query ($id: ID!) { ticket(id: $id) { timeline(first: 100) { pageInfo { hasNextPage }
        nodes { ... on TicketEvent { changes { of field from to } } } } } }`,
      { id: this.#id },
    );
    if (ticket.timeline.pageInfo.hasNextPage) this.#fail('the walk is too long for one page of its timeline');
    const changes: { field: string; from: string | null; to: string }[] = ticket.timeline.nodes
      .flatMap(({ changes = [] }) => changes)
      .filter(({ of, field }: { of: string; field: string }) => of === 'TICKET' && field === 'STATUS');
    const moves = this.#statuses.slice(1).map((to, i) => `${this.#statuses[i]} → ${to}`);
    this.#same(
      'the statuses that the timeline tells',
      moves,
      changes.filter(({ from }) => from !== null).map(({ from, to }) => `${from} → ${to}`),
    );
    // A closed ticket stays closed.
    const closed = this.#statuses.indexOf('CLOSED');
    if (closed >= 0 && closed !== this.#statuses.length - 1) this.#fail('the ticket left CLOSED');
  }

  #same(what: string, model: unknown, program: unknown): void {
    if (!isDeepStrictEqual(model, program))
      this.#fail(`${what}: the model says ${JSON.stringify(model)}, the program ${JSON.stringify(program)}`);
  }

  #fail(what: string): never {
    const walked = this.#said.slice(-25).join('\n  ');
    throw new Error(`Walk ${this.#seed}, step ${this.steps}: ${what}\n  ${walked}`);
  }
}

/** The results of walks. */
export interface Walked {
  walks: number;
  steps: number;
  carriedOut: number;
  /** How often each status was reached. */
  reached: Record<string, number>;
}

/** Takes this number of steps, in several walks at the same time. */
export async function walk(
  at: Stage,
  seed: number,
  steps: number,
  abreast: number,
  step?: () => void,
): Promise<Walked> {
  const random = new Random(seed);
  const walked: Walked = { walks: 0, steps: 0, carriedOut: 0, reached: {} };
  let left = steps;
  const lane = async () => {
    while (left > 0) {
      const most = Math.min(STEPS, left);
      left -= most;
      const one = await new Walk(at, random.whole(0, 2 ** 32 - 1)).go(most, step);
      left += most - one.steps;
      walked.walks += 1;
      walked.steps += one.steps;
      walked.carriedOut += one.carriedOut;
      for (const status of one.reached) walked.reached[status] = (walked.reached[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: abreast }, lane));
  return walked;
}

import { buildSchema, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSdl } from '../../tools/sdl.js';
import type { Client } from '../harness/client.js';
import { type Directory, directory, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';

const ROUNDS = 8;
const MANY = 8;

let world: World;
let admin: Client;
let names: Directory;
/** The administrator as a client of each of two servers. */
let servers: [Client, Client];

beforeAll(async () => {
  world = await startWorld();
  admin = await world.as('admin');
  names = await directory(admin);
  servers = [admin, admin.at((await world.another()).url)];
});
afterAll(() => world.stop());

type Input = Record<string, unknown>;

/** An object with its version, and edits that would each change that version. */
interface Case {
  /** The payload field that returns the object. */
  shows:
    | 'ticket'
    | 'comment'
    | 'queue'
    | 'team'
    | 'user'
    | 'category'
    | 'company'
    | 'service'
    | 'configurationItem'
    | 'requestForm'
    | 'resolutionCode'
    | 'ticketTemplate'
    | 'approvalPolicy'
    | 'knownError'
    | 'savedView';
  id: string;
  version: number;
  edit(i: number): Input;
}

async function onTicket(edit: (i: number) => Input, ...before: [string, Input][]): Promise<Case> {
  let ticket = await report(admin);
  for (const [mutation, input] of before)
    ticket = (await admin.done(mutation, { ticketId: ticket.id, ...input }, 'ticket { id version }')).ticket;
  const { id, version } = ticket;
  return { shows: 'ticket', id, version, edit: (i) => ({ ticketId: id, ...edit(i) }) };
}

async function onComment(edit: (i: number) => Input): Promise<Case> {
  const { id: ticketId } = await report(admin);
  const { comment } = await admin.done(
    'addComment',
    { ticketId, body: 'As it was' },
    'comment { id version }',
  );
  const { id, version } = comment;
  return { shows: 'comment', id, version, edit: (i) => ({ commentId: id, ...edit(i) }) };
}

let made = 0;
const unique = (what: string) => {
  made += 1;
  return `${what} ${made}`;
};

async function onUser(edit: (i: number) => Input): Promise<Case> {
  const input = {
    name: 'Vera Version',
    email: `${unique('vera').replace(' ', '')}@example.com`,
    role: 'AGENT',
  };
  const { id, version } = (await admin.done('createUser', input, 'user { id version }')).user;
  return { shows: 'user', id, version, edit: (i) => ({ userId: id, ...edit(i) }) };
}

async function onQueue(edit: (i: number) => Input): Promise<Case> {
  const input = { name: unique('Queue'), teamId: Object.values(names.teams)[0] };
  const { id, version } = (await admin.done('createQueue', input, 'queue { id version }')).queue;
  return { shows: 'queue', id, version, edit: (i) => ({ queueId: id, ...edit(i) }) };
}

async function onTeam(edit: (i: number) => Input): Promise<Case> {
  const { id, version } = (await admin.done('createTeam', { name: unique('Team') }, 'team { id version }'))
    .team;
  return { shows: 'team', id, version, edit: (i) => ({ teamId: id, ...edit(i) }) };
}

async function onKnownError(edit: (i: number) => Input): Promise<Case> {
  const { id: ticketId } = await report(admin, { type: 'PROBLEM' });
  const recorded = { ticketId, symptoms: 'It jams', workaround: 'Turn it off and on' };
  const { knownError } = await admin.done('recordKnownError', recorded, 'knownError { id version }');
  const { id, version } = knownError;
  return { shows: 'knownError', id, version, edit: (i) => ({ knownErrorId: id, ...edit(i) }) };
}

async function onResolutionCode(): Promise<Case> {
  const input = { code: unique('CODE') };
  const { resolutionCode } = await admin.done('createResolutionCode', input, 'resolutionCode { id version }');
  const { id, version } = resolutionCode;
  const edit = (i: number) => ({ resolutionCodeId: id, description: `Edit ${i}` });
  return { shows: 'resolutionCode', id, version, edit };
}

/** Creates an object with a name; each edit gives it another name. */
async function onNamed(shows: Case['shows'], idField: string, more: Input): Promise<Case> {
  const mutation = `create${shows[0]?.toUpperCase()}${shows.slice(1)}`;
  const made = await admin.done(mutation, { name: unique(shows), ...more }, `${shows} { id version }`);
  const { id, version } = made[shows];
  return { shows, id, version, edit: (i) => ({ [idField]: id, name: unique(`${shows} edit ${i}`) }) };
}

const owned = () => ({ ownerTeamId: names.teams.Network, criticality: 'LOW' });
const ofIncidents = { ticketType: 'INCIDENT' };

const vendor = { reason: 'AWAITING_VENDOR' };
const fixed = { resolutionCode: 'FIXED', resolutionNotes: 'Done.' };
const start: [string, Input] = ['startInvestigation', {}];
const resolved: [string, Input] = ['resolveTicket', fixed];
const diagnosis = { findings: 'Worn.', rootCause: 'Age.' };
const diagnosed: [string, Input] = ['diagnoseTicket', diagnosis];
const plan = { kind: 'FIX', summary: 'A new one.' };
const planned: [string, Input] = ['submitPlan', plan];
const window = { start: new Date(), end: new Date(Date.now() + 3_600_000) };
const scheduled: [string, Input] = ['submitPlan', { ...plan, window }];
const completed: [string, Input] = [
  'completeImplementation',
  { outcome: 'IMPLEMENTED', resolutionCode: 'FIXED', resolutionNotes: 'It works.' },
];
const failed = { outcome: 'FAILED', method: 'TEST', evidence: 'Still worn.' };

const major = () => ({ reason: 'All of it', leadId: names.users.lead, updateEveryMinutes: 30 });

async function onApprovalPolicy(edit: (i: number) => Input): Promise<Case> {
  const policy = {
    name: unique('Policy'),
    ticketType: 'INCIDENT',
    rule: 'ANY_ONE',
    userIds: [names.users.lead],
  };
  const made = await admin.done('createApprovalPolicy', policy, 'approvalPolicy { id version }');
  // Removes the policy so that other tests' plans need no approval by it.
  const { id } = made.approvalPolicy;
  const off = { approvalPolicyId: id, active: false };
  const { version } = (await admin.done('updateApprovalPolicy', off, 'approvalPolicy { version }'))
    .approvalPolicy;
  return { shows: 'approvalPolicy', id, version, edit: (i) => ({ approvalPolicyId: id, ...edit(i) }) };
}

/**
 * Creates an approval that the administrator may decide because someone else submitted the plan. Every edit
 * decides it.
 */
async function onApproval(): Promise<Case> {
  const agent = await world.as('agent');
  const { id } = await report(agent, { type: 'CHANGE_REQUEST' });
  const given = { ticketId: id };
  await agent.done('startInvestigation', given, '__typename');
  await agent.done('diagnoseTicket', { ...given, ...diagnosis }, '__typename');
  const { ticket } = await agent.done(
    'submitPlan',
    { ...given, ...plan, risk: 'LOW', rollbackPlan: 'The old one.' },
    'ticket { version plans { nodes { approval { id } } } }',
  );
  const approvalId = ticket.plans.nodes[0].approval.id;
  return { shows: 'ticket', id, version: ticket.version, edit: () => ({ approvalId, decision: 'APPROVE' }) };
}

/** An example for every mutation with `expectedVersion`. */
const cases: Record<string, () => Promise<Case>> = {
  updateTicket: () => onTicket((i) => ({ subject: `Edit ${i}` })),
  reclassifyTicket: () => onTicket((i) => ({ type: i % 2 ? 'OTHER' : 'PROBLEM', reason: `Reason ${i}` })),
  assignTicket: () => onTicket((i) => ({ assigneeId: names.users[i % 2 ? 'agent' : 'lead'] })),
  triageTicket: () =>
    onTicket((i) => ({
      categoryId: names.categories['INCIDENT Network'],
      affectedServiceNames: [`Service ${i}`],
      impact: 'LOW',
      urgency: 'LOW',
    })),
  startInvestigation: () => onTicket(() => ({})),
  decideApproval: onApproval,
  updateApprovalPolicy: () => onApprovalPolicy((i) => ({ name: unique(`Policy edit ${i}`) })),
  diagnoseTicket: () => onTicket(() => diagnosis, start),
  submitPlan: () => onTicket(() => plan, start, diagnosed),
  withdrawPlan: () => onTicket((i) => ({ reason: `Reason ${i}` }), start, diagnosed, scheduled),
  startImplementation: () => onTicket(() => ({}), start, diagnosed, scheduled),
  completeImplementation: () =>
    onTicket(
      () => ({ outcome: 'IMPLEMENTED', resolutionCode: 'FIXED', resolutionNotes: 'It works.' }),
      start,
      diagnosed,
      planned,
    ),
  proposeResolution: () =>
    onTicket(
      (i) => ({ resolutionCode: 'FIXED', resolutionNotes: `Edit ${i}` }),
      start,
      diagnosed,
      planned,
      completed,
    ),
  verifyTicket: () => onTicket(() => failed, start, diagnosed, planned, completed),
  holdTicket: () => onTicket((i) => ({ ...vendor, note: `Note ${i}` })),
  resumeTicket: () => onTicket(() => ({}), ['holdTicket', vendor]),
  requeueTicket: () => onTicket((i) => ({ reason: `Reason ${i}` }), start),
  resolveTicket: () => onTicket(() => fixed, start),
  reopenTicket: () => onTicket((i) => ({ reason: `Reason ${i}` }), resolved),
  closeTicket: () => onTicket((i) => ({ closureSummary: `Summary ${i}` }), resolved),
  cancelTicket: () => onTicket((i) => ({ reason: `Reason ${i}` })),
  mergeTicket: async () => {
    const into = await report(admin);
    return onTicket((i) => ({ intoTicketId: into.id, reason: `Reason ${i}` }));
  },
  unmergeTicket: async () => {
    const into = await report(admin);
    return onTicket((i) => ({ reason: `Reason ${i}` }), ['mergeTicket', { intoTicketId: into.id }]);
  },
  updateKnownError: () => onKnownError((i) => ({ symptoms: `Symptoms ${i}` })),
  retireKnownError: () => onKnownError((i) => ({ reason: `Reason ${i}` })),
  declareMajorIncident: () => onTicket(() => major()),
  changeMajorIncident: () =>
    onTicket((i) => ({ updateEveryMinutes: 40 + i }), ['declareMajorIncident', major()]),
  endMajorIncident: () => onTicket((i) => ({ summary: `Summary ${i}` }), ['declareMajorIncident', major()]),
  editComment: () => onComment((i) => ({ body: `Edit ${i}` })),
  setCommentVisibility: () => onComment(() => ({ visibility: 'INTERNAL' })),
  redactComment: () => onComment((i) => ({ reason: `Reason ${i}` })),
  redactDescription: () => onTicket((i) => ({ description: `Text ${i}`, reason: `Reason ${i}` })),
  updateSavedView: () => onNamed('savedView', 'savedViewId', { sharing: 'ORGANISATION' }),
  updateQueue: () => onQueue((i) => ({ visibility: 'TEAM', name: unique(`Queue edit ${i}`) })),
  updateResolutionCode: onResolutionCode,
  updateCategory: () => onNamed('category', 'categoryId', ofIncidents),
  updateCompany: () => onNamed('company', 'companyId', {}),
  updateService: () => onNamed('service', 'serviceId', owned()),
  updateConfigurationItem: () =>
    onNamed('configurationItem', 'configurationItemId', { ...owned(), kind: 'NETWORK' }),
  updateRequestForm: () =>
    onNamed('requestForm', 'requestFormId', {
      ...ofIncidents,
      fields: [{ key: 'a', label: 'A', type: 'TEXT' }],
    }),
  updateTicketTemplate: () => onNamed('ticketTemplate', 'ticketTemplateId', ofIncidents),
  updateUser: () => onUser((i) => ({ name: `Edit ${i}` })),
  deactivateUser: () => onUser(() => ({})),
  reactivateUser: async () => {
    const given = await onUser(() => ({}));
    await admin.done('deactivateUser', { userId: given.id }, '__typename');
    return { ...given, version: given.version + 1 };
  },
  updateTeamMembers: () => onTeam((i) => ({ add: [{ userId: names.users.agent, lead: i % 2 === 0 }] })),
};

const versions = [
  'Ticket',
  'Comment',
  'Queue',
  'Team',
  'User',
  'Category',
  'Company',
  'Service',
  'ConfigurationItem',
  'RequestForm',
  'ResolutionCode',
  'TicketTemplate',
  'ApprovalPolicy',
  'KnownError',
  'SavedView',
].map((type) => `... on ${type} { version }`);

/**
 * Sends this many concurrent edits of one version to the servers in turn. Returns the objects of the successful
 * edits and the errors of the others.
 */
async function edited(mutation: string, { shows, version, edit }: Case, times: number, clients: Client[]) {
  const type = `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { object: ${shows} { id version }
    errors { __typename code path ... on ConflictError { currentVersion current { __typename id ${versions.join(' ')} } } } } }`;
  const payloads = await Promise.all(
    Array.from({ length: times }, async (_, i) => {
      const input = { ...edit(i), expectedVersion: version };
      return (await (clients[i % clients.length] as Client).ok(document, { input }))[mutation];
    }),
  );
  return {
    objects: payloads.filter(({ errors }) => errors.length === 0).map(({ object }) => object),
    errors: payloads.flatMap(({ errors }) => errors),
  };
}

/** Expects one successful edit, and for all others a conflict with the object that it left. */
function expected({ shows, id, version }: Case, times: number) {
  const next = version + 1;
  const typename = `${shows[0]?.toUpperCase()}${shows.slice(1)}`;
  const conflict = {
    __typename: 'ConflictError',
    code: 'CONFLICT',
    path: ['input', 'expectedVersion'],
    currentVersion: next,
    current: { __typename: typename, id, version: next },
  };
  return { objects: [{ id, version: next }], errors: Array(times - 1).fill(conflict) };
}

it('every mutation with expectedVersion has an example here, unless it leaves no object', () => {
  const mutations = Object.values(buildSchema(readSdl()).getMutationType()?.getFields() ?? {});
  const versioned = mutations.filter(({ args }) =>
    args.some(({ type }) => {
      const input = 'ofType' in type ? type.ofType : type;
      return isInputObjectType(input) && 'expectedVersion' in input.getFields();
    }),
  );
  const leaving = versioned.map(({ name }) => name).filter((name) => !name.startsWith('delete'));
  expect(Object.keys(cases).sort()).toEqual(leaving.sort());
});

describe.each(Object.entries(cases))('concurrent edits of one version by %s', (mutation, prepare) => {
  it('give exactly one conflict when there are two, on one server or on two', async () => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const one = await prepare();
      expect(await edited(mutation, one, 2, round % 2 ? servers : [admin])).toEqual(expected(one, 2));
    }
  });

  it('give a conflict with the current object to all but one when there are many', async () => {
    const one = await prepare();
    expect(await edited(mutation, one, MANY, servers)).toEqual(expected(one, MANY));
  });
});

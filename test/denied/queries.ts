import type { Answer, Read } from './calls.js';
import { capabilities } from './capabilities.js';
import { Made } from './made.js';

const shown = (is: unknown) => (is ? '+' : '-');

/** Reads one object by its id. */
const one = (field: string, id: (made: Made) => Promise<string>): Read => ({
  query: `query ($id: ID!) { ${field}(id: $id) { id } }`,
  made: async (made) => ({ id: await id(made) }),
  seen: (found) => shown(found),
});

/** Reads a list, and looks for one object in it. */
const among = (field: string, id: (made: Made) => Promise<string>, filter = ''): Read => ({
  query: `{ ${field}(first: 100${filter}) { totalCount nodes { id } } }`,
  made: async (made) => ({ id: await id(made) }),
  seen: ({ totalCount, nodes }, { id }) => {
    const found = nodes.some((node: { id: string }) => node.id === id);
    // An object that the caller cannot see must not be counted either.
    if (totalCount !== nodes.length) return 'counted';
    return found || nodes.length === 0 ? shown(found) : 'others';
  },
});

/** Reads a list of objects that belong to users and API keys: all, only the caller's own, or none. */
const ofPeople = (field: string, owner: string): Read => ({
  query: `{ ${field}(first: 100) { nodes { ${owner} } } viewer { email } viewerApiKey { name } }`,
  made: async () => ({}),
  seen: ({ nodes }, _made, { viewer, viewerApiKey }) => {
    const owners = new Set<string>(nodes.map((node: Answer) => nameOf(node.user ?? node.actor ?? node)));
    owners.delete(viewer?.email ?? viewerApiKey?.name);
    if (owners.has('admin@example.com') || owners.has('requester@example.com')) return 'all';
    if (owners.size > 0) return 'others';
    return nodes.length > 0 ? 'own' : '-';
  },
});

const nameOf = ({ email, name }: { email?: string; name?: string }) => email ?? name;

/** Reads the tickets of two queues: one that all agents see, and one that only its team sees. */
const tickets = (field: string, make: 'ticket' | 'major'): Read => ({
  query: `{ ${field}(first: 100) { totalCount nodes { id } } }`,
  made: async ({ cast }) => ({
    open: await Made.inOpen(cast)[make](),
    closed: await Made.inClosed(cast)[make](),
  }),
  seen: ({ totalCount, nodes }, both) => {
    if (totalCount !== nodes.length && nodes.length < 100) return 'counted';
    return ofBoth(
      nodes.map(({ id }: { id: string }) => id),
      both,
    );
  },
});

/** Says which of the two tickets are in the list. */
function ofBoth(ids: string[], { open = '', closed = '' }: Record<string, string>): string {
  if (ids.includes(closed)) return ids.includes(open) ? 'all' : 'closed';
  return ids.includes(open) ? 'open' : '-';
}

/** Reads entries for two such tickets whose windows collide; `of` returns the tickets of an entry. */
const calendar = (of: (entry: Answer) => string[]): Read => {
  const day = 86_400_000;
  const [from, to] = [Date.now() - day, Date.now() + day].map((time) => new Date(time).toISOString());
  const entry = 'ticket { id } plan { id } collisions { ticket { id } }';
  return {
    query: `query ($service: ID!) { changeCalendar(from: "${from}", to: "${to}", affectedServiceIds: [$service]) {
      totalCount nodes { ${entry} } } }`,
    made: async (made) => {
      const affecting = { affectedServiceIds: [await service(made)] };
      return {
        service: affecting.affectedServiceIds[0] ?? '',
        open: await Made.inOpen(made.cast).scheduled(affecting),
        closed: await Made.inClosed(made.cast).scheduled(affecting),
      };
    },
    seen: ({ totalCount, nodes }, both) =>
      totalCount === nodes.length ? ofBoth(nodes.flatMap(of), both) : 'counted',
  };
};

const team = (made: Made) => made.cast.names.teams['Service Desk'];
const service = (made: Made) =>
  made.named('createService', 'service', { ownerTeamId: team(made), criticality: 'HIGH' });
const item = (made: Made) =>
  made.named('createConfigurationItem', 'configurationItem', { ownerTeamId: team(made), kind: 'OTHER' });
const form = (made: Made) =>
  made.named('createRequestForm', 'requestForm', {
    ticketType: 'OTHER',
    fields: [{ key: 'words', label: 'Words', type: 'TEXT' }],
  });
const template = (made: Made) =>
  made.named('createTicketTemplate', 'ticketTemplate', { ticketType: 'OTHER' });
const category = (made: Made) => made.named('createCategory', 'category', { ticketType: 'OTHER' });
const policy = (made: Made) =>
  made.named('createApprovalPolicy', 'approvalPolicy', {
    ticketType: 'OTHER',
    rule: 'ANY_ONE',
    teamIds: [team(made)],
  });
const apiKey = (made: Made) => made.named('createApiKey', 'apiKey', { scopes: ['TICKETS_READ'] });
const integration = async (made: Made) => {
  const query = 'query ($id: ID!) { node(id: $id) { ... on ApiKey { integration { id } } } }';
  return (await made.admin.ok(query, { id: await apiKey(made) })).node.integration.id;
};
const aTeam = (made: Made) => made.named('createTeam', 'team', {});
const queue = (made: Made) => made.named('createQueue', 'queue', { teamId: team(made) });
const teamsQueue = (made: Made) =>
  made.named('createQueue', 'queue', { teamId: team(made), visibility: 'TEAM' });
const organisation = async (made: Made) =>
  (await made.admin.ok('{ viewer { organisation { id } } }')).viewer.organisation.id;

/**
 * The key is the query's name. The part after a comma distinguishes several reads of one query: for `node`,
 * the type.
 */
export const reads: Record<string, Read> = {
  'node, Ticket': one('node', (made) => made.ticket()),
  'node, Comment': one('node', (made) => made.comment()),
  'node, Comment, a note': one('node', (made) => made.note()),
  'node, Attachment': one('node', (made) => made.attachment()),
  'node, Attachment, internal': one('node', (made) => made.internalAttachment()),
  'node, Diagnosis': one('node', async (made) => made.record(await made.planning(), 'diagnoses')),
  'node, ResolutionPlan': one('node', async (made) => made.record(await made.implementing(), 'plans')),
  'node, Task': one('node', (made) => made.task()),
  'node, Approval': one('node', (made) => made.approval()),
  'node, Verification': one('node', (made) => made.verification()),
  'node, Review': one('node', (made) => made.review()),
  'node, Survey': one('node', (made) => made.survey()),
  'node, TicketEvent': one('node', async (made) => made.event(await made.ticket(), 'TICKET_CREATED')),
  'node, TicketEvent, internal': one('node', async (made) => {
    const ticketId = await made.ticket();
    await made.admin.done('watchTicket', { ticketId }, '__typename');
    return made.event(ticketId, 'WATCHER_ADDED');
  }),
  'node, KnownError': one('node', (made) => made.knownError()),
  'node, Queue': one('node', queue),
  "node, Queue, its team's": one('node', teamsQueue),
  'node, Category': one('node', category),
  'node, Service': one('node', service),
  'node, ConfigurationItem': one('node', item),
  'node, RequestForm': one('node', form),
  'node, TicketTemplate': one('node', template),
  'node, ApprovalPolicy': one('node', policy),
  'node, Organisation': one('node', organisation),
  'node, User': one('node', (made) => made.user()),
  'node, Team': one('node', aTeam),
  'node, ApiKey': one('node', apiKey),
  'node, Integration': one('node', integration),
  'node, Session': one('node', (made) => made.session()),
  nodes: {
    query: 'query ($id: ID!) { nodes(ids: [$id]) { id } }',
    made: async (made) => ({ id: await made.ticket() }),
    seen: ([found]) => shown(found),
  },

  ticket: one('ticket', (made) => made.ticket()),
  ticketByNumber: {
    query: 'query ($number: String!) { ticketByNumber(number: $number) { id number } }',
    made: async (made) => {
      const query = 'query ($id: ID!) { ticket(id: $id) { id number } }';
      return (await made.admin.ok(query, { id: await made.ticket() })).ticket;
    },
    // Another organisation can have a ticket with the same number.
    seen: (found, { id }) => shown(found?.id === id),
  },
  tickets: tickets('tickets', 'ticket'),
  majorIncidents: tickets('majorIncidents', 'major'),
  changeCalendar: calendar(({ ticket }) => [ticket.id]),
  'changeCalendar, the plans': calendar(({ ticket, plan }) => (plan ? [ticket.id] : [])),
  'changeCalendar, collisions': calendar(({ collisions }) => collisions.map((it: Answer) => it.ticket.id)),
  approvals: among('approvals', (made) => made.approval()),
  tasks: among('tasks', (made) => made.task()),
  knownErrors: among('knownErrors', (made) => made.knownError()),
  surveys: among('surveys', (made) => made.survey()),
  approvalPolicies: among('approvalPolicies', policy),
  surveyForm: {
    query: 'query ($token: String!) { surveyForm(token: $token) { number } }',
    made: async (made) => ({ token: await made.surveyToken() }),
    seen: (found) => shown(found),
  },
  queues: among('queues', queue),
  "queues, its team's": among('queues', teamsQueue),
  categories: among('categories', category, ', ticketType: OTHER'),
  services: among('services', service),
  configurationItems: among('configurationItems', item),
  suggestImpact: {
    query: 'query ($id: ID!) { suggestImpact(affectedServiceIds: [$id]) { impact } }',
    made: async (made) => ({ id: await service(made) }),
    seen: (found) => shown(found),
  },
  requestForms: among('requestForms', form),
  requestForm: one('requestForm', form),
  ticketTemplates: among('ticketTemplates', template),

  viewer: { query: '{ viewer { id } }', made: async () => ({}), seen: (found) => shown(found) },
  priorityMatrix: {
    query: '{ priorityMatrix { priority } }',
    made: async () => ({}),
    seen: (found) => shown(found.length === 9),
  },
  attachmentPolicy: {
    query: '{ attachmentPolicy { maxBytes } }',
    made: async () => ({}),
    seen: (found) => shown(found.maxBytes),
  },
  viewerApiKey: { query: '{ viewerApiKey { id } }', made: async () => ({}), seen: (found) => shown(found) },
  users: ofPeople('users', 'email'),
  teams: among('teams', aTeam),
  apiKeys: among('apiKeys', apiKey),
  sessions: ofPeople('sessions', 'user { email }'),
  accessRecords: ofPeople('accessRecords', 'actor { ... on User { email } ... on Integration { name } }'),
  ...capabilities.queries,
};

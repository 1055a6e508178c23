import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSchema, printSchema } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { readSdl } from '../../tools/sdl.js';

// The package contains one compiler for each platform and exports the path of the right one.
const require = createRequire(import.meta.url);
const compiler: string | null = require('relay-compiler');
/** The contract as clients get it: without type extensions. */
const contract = printSchema(buildSchema(readSdl()));

const folders: string[] = [];
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true }))));

/** Writes the documents as an application does. The compiler reads only the text between backticks. */
const source = (documents: readonly string[]): string =>
  [
    'declare function graphql(text: TemplateStringsArray): unknown;',
    ...documents.map((document, i) => `export const document${i} = graphql\`${document}\`;`),
  ].join('\n');

/** Compiles the documents as the module Ticket.ts of a new project. */
async function compile(documents: readonly string[], schema = contract) {
  if (compiler === null)
    throw new Error(`there is no relay-compiler for ${process.platform} ${process.arch}`);
  const folder = await mkdtemp(join(tmpdir(), 'ticketwire-relay-'));
  folders.push(folder);
  const artifactDirectory = join(folder, 'src/__generated__');
  await mkdir(artifactDirectory, { recursive: true });
  await writeFile(join(folder, 'schema.graphql'), schema);
  await writeFile(join(folder, 'src/Ticket.ts'), source(documents));
  const settings = {
    src: './src',
    schema: './schema.graphql',
    artifactDirectory: './src/__generated__',
    language: 'typescript',
    eagerEsModules: true,
    customScalarTypes: { DateTime: 'string', JSON: 'unknown' },
  };
  await writeFile(join(folder, 'relay.config.json'), JSON.stringify(settings));
  const { status, stdout, stderr } = spawnSync(compiler, ['--noWatchman', 'relay.config.json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  const artifacts = new Map<string, string>();
  for (const name of await readdir(artifactDirectory))
    artifacts.set(name.replace('.graphql.ts', ''), await readFile(join(artifactDirectory, name), 'utf8'));
  return { status, output: `${stdout}${stderr}`, artifacts };
}

const summary = `
  fragment Ticket_summary on Ticket @refetchable(queryName: "TicketSummaryQuery") {
    number subject status assignee { name } updatedAt
  }`;
const comments = `
  fragment Ticket_comments on Ticket
    @refetchable(queryName: "TicketCommentsQuery")
    @argumentDefinitions(first: { type: "Int", defaultValue: 20 }, after: { type: "String" }) {
    comments(first: $first, after: $after) @connection(key: "Ticket_comments") {
      edges { node { id body author { __typename ... on User { name } } } }
    }
  }`;
const timeline = `
  fragment Ticket_timeline on Ticket
    @refetchable(queryName: "TicketTimelineQuery")
    @argumentDefinitions(last: { type: "Int", defaultValue: 20 }, before: { type: "String" }) {
    timeline(last: $last, before: $before) @connection(key: "Ticket_timeline") {
      eventCursor
      edges { node { __typename ... on Comment { id body } ... on TicketEvent { cursor type } } }
    }
  }`;
const queue = `
  fragment Ticket_queue on Query
    @refetchable(queryName: "TicketQueueQuery")
    @argumentDefinitions(
      first: { type: "Int", defaultValue: 20 } after: { type: "String" } filter: { type: "TicketFilter" }
    ) {
    tickets(first: $first, after: $after, filter: $filter) @connection(key: "Ticket_queue_tickets") {
      eventCursor
      edges { node { ...Ticket_summary } }
    }
  }`;
const page = `
  query TicketPageQuery($id: ID!, $filter: TicketFilter) {
    node(id: $id) {
      ... on Ticket @alias(as: "ticket") { ...Ticket_summary ...Ticket_comments ...Ticket_timeline }
    }
    ...Ticket_queue @arguments(filter: $filter)
  }`;
const create = `
  mutation TicketCreateMutation($input: CreateTicketInput!, $connections: [ID!]!) {
    createTicket(input: $input) {
      ticket @prependNode(connections: $connections, edgeTypeName: "TicketEdge") { id ...Ticket_summary }
      errors { __typename code message path ... on ValidationError { rule } }
    }
  }`;
const comment = `
  mutation TicketCommentMutation($input: AddCommentInput!, $connections: [ID!]!) {
    addComment(input: $input) {
      comment @appendNode(connections: $connections, edgeTypeName: "CommentEdge") { id body }
      errors { __typename ... on ConflictError { current { id ...Ticket_summary @alias } } }
    }
  }`;
const remove = `
  mutation TicketDetachMutation($input: DeleteAttachmentInput!, $connections: [ID!]!) {
    deleteAttachment(input: $input) { attachmentId @deleteEdge(connections: $connections) errors { message } }
  }`;
const events = `
  subscription TicketEventsSubscription($filter: TicketFilter, $after: String) {
    ticketEvents(filter: $filter, after: $after) {
      __typename
      ... on StreamPosition { cursor }
      ... on ResyncRequired { cursor resyncReason }
      ... on TicketEvent { cursor type ticket { id ...Ticket_summary } }
    }
  }`;
const documents = [summary, comments, timeline, queue, page, create, comment, remove, events];

describe('the Relay compiler', () => {
  it('accepts the contract: refetching by node, connections, inserting and deleting edges, and a subscription', async () => {
    const { status, output, artifacts } = await compile(documents);
    expect(output).not.toMatch(/error/i);
    expect(status).toBe(0);
    expect([...artifacts.keys()]).toEqual(
      expect.arrayContaining([
        'Ticket_summary',
        'Ticket_comments',
        'Ticket_timeline',
        'Ticket_queue',
        'TicketSummaryQuery',
        'TicketCommentsQuery',
        'TicketTimelineQuery',
        'TicketQueueQuery',
        'TicketPageQuery',
        'TicketCreateMutation',
        'TicketCommentMutation',
        'TicketDetachMutation',
        'TicketEventsSubscription',
      ]),
    );
  });

  it('generates queries that refetch pages and objects by global id', async () => {
    const { artifacts } = await compile(documents);
    for (const name of ['TicketSummaryQuery', 'TicketCommentsQuery', 'TicketTimelineQuery'])
      expect(artifacts.get(name)).toMatch(/node\(id: \$id\)/);
    // The queries that Relay generates for further pages.
    for (const name of ['TicketCommentsQuery', 'TicketQueueQuery'])
      expect(artifacts.get(name)).toMatch(/pageInfo \{\\n\s*endCursor\\n\s*hasNextPage/);
    expect(artifacts.get('TicketTimelineQuery')).toMatch(/hasPreviousPage\\n\s*startCursor/);
    expect(artifacts.get('Ticket_summary')).toMatch(/updatedAt: string/);
  });

  it.each([
    ['an unknown field', `fragment Ticket_broken on Ticket { subject mood }`, /no field `mood`|`mood`/],
    ['an unknown argument', 'query TicketBrokenQuery { tickets(limit: 3) { totalCount } }', /limit/],
    [
      'a connection without its edges',
      'query TicketBrokenQuery { tickets(first: 3) @connection(key: "Ticket_broken_tickets") { totalCount } }',
      /edges/,
    ],
    [
      'a list that is not a connection',
      'query TicketBrokenQuery { nodes(ids: []) @connection(key: "Ticket_broken_nodes") { id } }',
      /connection/i,
    ],
    [
      'a fragment that cannot be refetched',
      'fragment Ticket_broken on PageInfo @refetchable(queryName: "TicketBrokenQuery") { endCursor }',
      /refetchable/,
    ],
  ])('refuses a document with %s', async (_what, document, words) => {
    const { status, output } = await compile([...documents, document]);
    expect(status).not.toBe(0);
    expect(output).toMatch(words);
  });

  it.each<[string, string | RegExp, string, RegExp]>([
    [
      'tickets were not nodes',
      'type Ticket implements Node {',
      'type Ticket {',
      /can never occur for parent type 'Node'/,
    ],
    ['no object could be fetched by id', 'node(\n', 'thing(\n', /has no field `node`/],
    ['pages had no end cursor', /endCursor: String/, 'end: String', /pageInfo \{ endCursor \}/],
    [
      'edges had no cursor',
      /(type TicketEdge \{[^}]*?)cursor: String!/,
      '$1at: String!',
      /edges \{ cursor \}/,
    ],
    [
      'edges had no node',
      /(type CommentEdge \{[^}]*?)node: Comment!/,
      '$1comment: Comment!',
      /`CommentEdge` has no field `node`/,
    ],
  ])('would refuse the contract if %s', async (_what, from, to, words) => {
    const broken = contract.replace(from, to);
    expect(broken).not.toBe(contract);
    const { status, output } = await compile(documents, broken);
    expect(status).not.toBe(0);
    expect(output).toMatch(words);
  });
});

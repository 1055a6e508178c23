import { type Api, mutate, readAll } from './api.ts';
import * as documents from './documents.ts';
import { keyOf } from './keys.ts';
import { addressOf } from './people.ts';
import type { IncidentPlan } from './plan.ts';
import { forEachConcurrently, inSlices } from './pool.ts';

/** The ids of objects that the log names. */
export interface Directory {
  person(name: string): string;
  /** Null: the default queue. */
  queue(group: string | null): string;
  category(name: string): string;
  subcategory(category: string, name: string): string;
  /** The group whose queue it is; null: the default queue. */
  groupOf(queueId: string | undefined): string | null;
  /** Number of objects that were created. */
  made: Record<'users' | 'teams' | 'queues' | 'categories', number>;
}

interface Settings {
  /** The domain of invented e-mail addresses. */
  domain: string;
  concurrency: number;
  runId: string;
}

interface Node {
  id: string;
  name: string;
}

type Make = <Payload>(
  field: string,
  document: string,
  key: string,
  input: Record<string, unknown>,
) => Promise<Payload>;

/** Finds the objects that the plans need, and creates missing ones. */
export async function prepareDirectory(
  api: Api,
  plans: readonly IncidentPlan[],
  { domain, concurrency, runId }: Settings,
): Promise<Directory> {
  const needs = needsOf(plans);
  const make: Make = (field, document, key, input) =>
    mutate(api, field, document, { ...input, idempotencyKey: keyOf(runId, field, key) });
  const made = { users: 0, teams: 0, queues: 0, categories: 0 };

  const people = await findPeople(api, [...needs.people.keys()], domain);
  await forEachConcurrently([...needs.people], concurrency, async ([name, role]) => {
    if (people.has(name)) return;
    const input = { name, email: addressOf(name, domain), role };
    const { user } = await make<{ user: Node }>('createUser', documents.createUser, name, input);
    people.set(name, user.id);
    made.users++;
  });

  const teams = byName(await readAll<Node>(api, 'teams', documents.listTeams));
  const queues = byName(await readAll<Node>(api, 'queues', documents.listQueues));
  await forEachConcurrently([...needs.groups], concurrency, async ([group, members]) => {
    let teamId = teams.get(group);
    if (teamId === undefined) {
      teamId = (await make<{ team: Node }>('createTeam', documents.createTeam, group, { name: group })).team
        .id;
      made.teams++;
    }
    for (const [slice, names] of inSlices([...members], 100).entries()) {
      const add = names.map((name) => ({ userId: found(people, name) }));
      await make('updateTeamMembers', documents.updateTeamMembers, `${group}:${slice}`, { teamId, add });
    }
    if (queues.has(group)) return;
    const { queue } = await make<{ queue: Node }>('createQueue', documents.createQueue, group, {
      name: group,
      teamId,
    });
    queues.set(group, queue.id);
    made.queues++;
  });

  const categories = await findCategories(api);
  await forEachConcurrently([...needs.categories], concurrency, async ([category, subcategories]) => {
    for (const name of [undefined, ...subcategories]) {
      const path = categoryPath(category, name);
      if (categories.has(path)) continue;
      const parentId = name === undefined ? undefined : found(categories, categoryPath(category));
      const input = { name: name ?? category, ticketType: 'INCIDENT', parentId };
      const answer = await make<{ category: Node }>('createCategory', documents.createCategory, path, input);
      categories.set(path, answer.category.id);
      made.categories++;
    }
  });

  const defaultQueueId = await findDefaultQueue(api);
  const groupByQueue = new Map([...queues].map(([name, id]) => [id, name]));
  return {
    person: (name) => found(people, name),
    queue: (group) => (group === null ? defaultQueueId : found(queues, group)),
    category: (name) => found(categories, categoryPath(name)),
    subcategory: (category, name) => found(categories, categoryPath(category, name)),
    groupOf: (id) => (id === undefined || id === defaultQueueId ? null : (groupByQueue.get(id) ?? id)),
    made,
  };
}

interface Needs {
  people: Map<string, 'REQUESTER' | 'AGENT'>;
  /** Groups with their members. */
  groups: Map<string, Set<string>>;
  categories: Map<string, Set<string>>;
}

/** All people and objects that the plans name. */
function needsOf(plans: readonly IncidentPlan[]): Needs {
  const people: Needs['people'] = new Map();
  const groups: Needs['groups'] = new Map();
  const categories: Needs['categories'] = new Map();
  const under = (map: Map<string, Set<string>>, name: string, entry?: string | null) => {
    const entries = map.get(name) ?? new Set();
    map.set(name, entries);
    if (entry) entries.add(entry);
  };
  const requesters = new Set<string>();
  for (const { action, actor } of plans.flatMap(({ operations }) => operations)) {
    people.set(actor, 'AGENT');
    if ('assignee' in action && action.assignee !== undefined) people.set(action.assignee, 'AGENT');
    if ('group' in action && typeof action.group === 'string') under(groups, action.group);
    if (action.kind === 'create') requesters.add(action.requester);
    if (action.kind === 'create' && action.category) under(categories, action.category, action.subcategory);
    if (action.kind === 'update' && action.classification) {
      under(categories, action.classification.category, action.classification.subcategory);
    }
  }
  for (const name of requesters) people.set(name, 'REQUESTER');
  for (const { group, person } of plans.flatMap(({ members }) => members)) under(groups, group, person);
  return { people, groups, categories };
}

async function findPeople(api: Api, names: readonly string[], domain: string): Promise<Map<string, string>> {
  const nameByAddress = new Map(names.map((name) => [addressOf(name, domain), name]));
  const people = new Map<string, string>();
  for (const emails of inSlices([...nameByAddress.keys()], 100)) {
    const { users } = await api<{ users: { nodes: { id: string; email: string | null }[] } }>(
      documents.usersByEmail,
      {
        emails,
      },
    );
    for (const { id, email } of users.nodes) {
      const name = nameByAddress.get(email?.toLowerCase() ?? '');
      if (name !== undefined) people.set(name, id);
    }
  }
  return people;
}

async function findCategories(api: Api): Promise<Map<string, string>> {
  type CategoryNode = Node & { parent: { id: string } | null };
  const nodes = await readAll<CategoryNode>(api, 'categories', documents.listCategories);
  const nameById = new Map(nodes.map(({ id, name }) => [id, name]));
  return new Map(
    nodes.map(({ id, name, parent }) => {
      const category = parent && nameById.get(parent.id);
      return [category ? categoryPath(category, name) : categoryPath(name), id];
    }),
  );
}

async function findDefaultQueue(api: Api): Promise<string> {
  type Answer = { users: { nodes: { organisation: { defaultQueue: { id: string } } }[] } };
  const { users } = await api<Answer>(documents.defaultQueue);
  const [user] = users.nodes;
  if (!user) throw new Error('no user of the organisation is visible, so its default queue is unknown');
  return user.organisation.defaultQueue.id;
}

function categoryPath(category: string, subcategory?: string): string {
  return JSON.stringify(subcategory === undefined ? [category] : [category, subcategory]);
}

function byName(nodes: readonly Node[]): Map<string, string> {
  return new Map(nodes.map(({ id, name }) => [name, id]));
}

function found(map: ReadonlyMap<string, string>, name: string): string {
  const id = map.get(name);
  if (id === undefined) throw new Error(`${name} was not prepared`);
  return id;
}

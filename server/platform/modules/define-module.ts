import type { EntitySchema } from '@mikro-orm/core';
import type { DatabaseSchema, NamedMigration } from '../db/schema.js';
import { type EventType, eventTypesPoint } from '../events/event-types.js';
import type { Addition } from '../extensions/extension-point.js';
import { Extensions } from '../extensions/extensions.js';
import { type Mutations, mutationResolver } from '../graphql/mutations.js';
import { type NodeDeclarations, nodeTypesPoint } from '../graphql/nodes.js';
import type { ResolverClass } from '../graphql/schema.js';
import type { Services } from '../graphql/services.js';
import type { ScheduledTask } from '../schedule/scheduled-task.js';

/** A background job with an effect outside the database. Any server can run it at any time. */
export interface Job {
  /** Its name in logs and metrics. */
  readonly name: string;
  run(services: Services, stopped: () => boolean): Promise<void>;
}

/** A module: everything that the rest of the server knows of a capability. */
export interface Module {
  readonly name: string;
  readonly migrations?: readonly NamedMigration[];
  readonly entities?: readonly EntitySchema[];
  /** Classes with queries, subscriptions, and field resolvers of its own data, on any type. */
  readonly resolvers?: readonly ResolverClass[];
  readonly mutations?: Mutations;
  /** The types that have global ids. */
  readonly nodes?: NodeDeclarations;
  /** The types of events that it writes. */
  readonly events?: Readonly<Record<string, EventType>>;
  /** Scheduled tasks. */
  readonly schedule?: readonly ScheduledTask[];
  readonly jobs?: readonly Job[];
  /** Additions to extension points of lower folders. */
  readonly adds?: readonly Addition[];
}

/** All modules as one. */
export interface Modules extends DatabaseSchema {
  readonly resolvers: readonly ResolverClass[];
  /** The mutations whose first packet authenticates the actor. */
  readonly inPackets: ReadonlySet<string>;
  readonly schedule: readonly ScheduledTask[];
  readonly jobs: readonly Job[];
  readonly extensions: Extensions;
}

export function defineModule(module: Module): Module {
  return module;
}

/** Merges the modules. Throws when two of them declare the same thing. */
export function mergeModules(modules: readonly Module[]): Modules {
  const all = <T>(
    what: string,
    of: (module: Module) => readonly T[] | undefined,
    keyOf: (one: T) => unknown,
  ): T[] => {
    const owners = new Map<unknown, string>();
    return modules.flatMap((module) =>
      (of(module) ?? []).map((one) => {
        const key = keyOf(one);
        const owner = owners.get(key);
        if (owner !== undefined) {
          const name = typeof key === 'string' ? key : ((key as { name?: string }).name ?? '');
          throw new Error(`The modules ${owner} and ${module.name} both declare the ${what} ${name}.`);
        }
        owners.set(key, module.name);
        return one;
      }),
    );
  };
  all(
    'name',
    (module) => [module.name],
    (name) => name,
  );
  const mutations = all(
    'mutation',
    (module) => Object.entries(module.mutations ?? {}),
    ([name]) => name,
  );
  return {
    migrations: inOrder(
      all(
        'migration',
        (module) => module.migrations,
        ({ name }) => name,
      ),
    ),
    entities: all(
      'entity',
      (module) => module.entities,
      (entity) => entity.meta.className,
    ),
    resolvers: [
      ...all(
        'resolver',
        (module) => module.resolvers,
        (resolver) => resolver,
      ),
      mutationResolver(Object.fromEntries(mutations)),
    ],
    inPackets: new Set(mutations.filter(([, { inPackets }]) => inPackets).map(([name]) => name)),
    schedule: all(
      'scheduled task',
      (module) => module.schedule,
      ({ name }) => name,
    ),
    jobs: all(
      'job',
      (module) => module.jobs,
      ({ name }) => name,
    ),
    extensions: new Extensions(
      modules.map(({ name, nodes, events, adds = [] }) => ({
        name,
        adds: [
          ...adds,
          ...(nodes ? [nodeTypesPoint.add(nodes)] : []),
          ...(events ? [eventTypesPoint.add(events)] : []),
        ],
      })),
    ),
  };
}

/** Migrations run in the order of their names, which begin with a date, but each one after the migration that it declares to need. */
function inOrder(migrations: readonly NamedMigration[]): NamedMigration[] {
  const waiting = migrations.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const ordered: NamedMigration[] = [];
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ after }) => !after || ordered.some(({ name }) => name === after));
    if (next < 0)
      throw new Error(`The migration ${waiting[0]?.name} waits for ${waiting[0]?.after}, which never runs.`);
    ordered.push(...waiting.splice(next, 1));
  }
  return ordered;
}

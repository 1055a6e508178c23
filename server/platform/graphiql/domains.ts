import { Kind, parse } from 'graphql';

/** A part of the contract: the definitions of one SDL file. */
export interface Domain {
  title: string;
  queries: string[];
  mutations: string[];
  subscriptions: string[];
  /** All other types, by name. */
  types: string[];
}

/** Files in the order in which people who report and work tickets need them. Others follow by name. */
const titles = new Map([
  ['ticket', 'Tickets'],
  ['comment', 'Comments'],
  ['transition', 'Working a ticket'],
  ['event', 'Live events'],
  ['attachment', 'Attachments'],
  ['process', 'Diagnosis, plan, verification'],
  ['approval', 'Approvals'],
  ['closure', 'Closing and surveys'],
  ['link', 'Links'],
  ['known-error', 'Known errors'],
  ['major-incident', 'Major incidents'],
  ['change-calendar', 'Change calendar'],
  ['intake', 'Forms and templates'],
  ['catalog', 'Queues and categories'],
  ['service', 'Services and configuration items'],
  ['people', 'People, teams, sign-in, API keys'],
  ['access', 'Sessions and access records'],
  ['import', 'Imports'],
]);
/** Definitions that all other parts use. */
const common = ['errors', 'relay', 'root', 'scalars'];

/** The parts of the contract, from its SDL by file name. */
export function domainsOf(files: Readonly<Record<string, string>>): Domain[] {
  const named = Object.entries(files).map(([path, sdl]) => [nameOf(path), sdl] as const);
  const order = [...titles.keys()];
  const placeOf = (name: string) => {
    if (common.includes(name)) return order.length + 1;
    return order.includes(name) ? order.indexOf(name) : order.length;
  };
  return named
    .toSorted(([one], [other]) => placeOf(one) - placeOf(other) || (one < other ? -1 : 1))
    .map(([name, sdl]) => domainOf(titles.get(name) ?? titled(name), sdl));
}

function domainOf(title: string, sdl: string): Domain {
  const domain: Domain = { title, queries: [], mutations: [], subscriptions: [], types: [] };
  const roots = new Map([
    ['Query', domain.queries],
    ['Mutation', domain.mutations],
    ['Subscription', domain.subscriptions],
  ]);
  for (const definition of parse(sdl).definitions) {
    if (!('name' in definition) || !definition.name || definition.kind === Kind.DIRECTIVE_DEFINITION)
      continue;
    const fields = roots.get(definition.name.value);
    if (!fields) {
      if (!definition.kind.endsWith('Extension')) domain.types.push(definition.name.value);
    } else if ('fields' in definition) {
      fields.push(...(definition.fields ?? []).map(({ name }) => name.value));
    }
  }
  domain.types.sort();
  return domain;
}

function nameOf(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.graphql$/, '');
}

function titled(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

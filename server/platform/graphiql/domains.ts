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

/** The first line of an SDL file: its place in the documentation, and its title. */
const heading = /^# Part (\d+): (.+)\n/;
/** The place of a file that does not say one: after the capabilities, before what all parts use. */
const USUAL_PLACE = 900;

/** The parts of the contract, from its SDL by file name. */
export function domainsOf(files: Readonly<Record<string, string>>): Domain[] {
  return Object.entries(files)
    .map(([path, sdl]) => {
      const [, place, title] = heading.exec(sdl) ?? [];
      const name = nameOf(path);
      return { name, place: place ? Number(place) : USUAL_PLACE, title: title ?? titled(name), sdl };
    })
    .toSorted((one, other) => one.place - other.place || (one.name < other.name ? -1 : 1))
    .map(({ title, sdl }) => domainOf(title, sdl));
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

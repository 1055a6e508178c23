import {
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** How deep objects are followed, from the event. */
const DEPTH = 4;
/** Objects that are on most others: only their plain fields are selected there. */
const plainOnly = new Set([
  'User',
  'Team',
  'Queue',
  'Organisation',
  'Service',
  'ConfigurationItem',
  'Category',
  'Company',
]);

/** A selection of one plain field, as the steps that lead to it. */
export type Path = readonly string[];

/** All selections of plain fields of an event and what it leads to. Lists in pages are selected whole, and their first item. */
export function selectionsOf(schema: GraphQLSchema): Path[] {
  const walk = (type: GraphQLNamedType, path: Path): Path[] => {
    if (isAbstractType(type))
      return schema.getPossibleTypes(type).flatMap((one) => walk(one, [...path, `... on ${one.name}`]));
    if (!isObjectType(type)) return [path];
    return Object.values(type.getFields()).flatMap((field) => {
      if (field.args.some(isRequiredArgument) || field.name === 'edges') return [];
      const next = getNamedType(field.type);
      const isPlain = !isObjectType(next) && !isAbstractType(next);
      const deep = named(path).length >= DEPTH || plainOnly.has(type.name) || nested(path, type);
      if (!isPlain && deep) return [];
      const pages = field.args.some(({ name }) => name === 'first') ? ['', 'first: 1'] : [''];
      return pages.flatMap((args) =>
        walk(next, [...path, args ? `first_${field.name}: ${field.name}(${args})` : field.name]),
      );
    });
  };
  return walk(schema.getType('TicketEvent') as GraphQLNamedType, []);
}

/** The fields of a path, without the types. */
function named(path: Path): Path {
  return path.filter((step) => !step.startsWith('...'));
}

/** Tickets on tickets have only their plain fields: the others are those of the first one. */
function nested(path: Path, type: GraphQLObjectType): boolean {
  return type.name === 'Ticket' && named(path).length > 1;
}

/** The document that selects all of these. Equal fields of different types have different names, so that they can be selected together. */
export function documentOf(paths: readonly Path[]): string {
  interface Tree extends Map<string, Tree> {}
  const tree: Tree = new Map();
  for (const path of paths) {
    let at = tree;
    for (const step of path) {
      const next: Tree = at.get(step) ?? new Map();
      at.set(step, next);
      at = next;
    }
  }
  const text = (at: Tree, on = ''): string =>
    [...at]
      .map(([step, below]) => {
        const type = step.startsWith('... on ') ? step.slice('... on '.length) : '';
        const name = on && !step.includes(':') && !type ? `${on}_${step}: ${step}` : step;
        return below.size === 0 ? name : `${name} { __typename ${text(below, type)} }`;
      })
      .join(' ');
  return `subscription { ticketEvents { __typename ... on TicketEvent { ${text(tree)} } ... on TicketGone { cursor ticketId } } }`;
}

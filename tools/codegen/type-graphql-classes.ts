import {
  type GraphQLArgument,
  type GraphQLEnumType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLInputObjectType,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type GraphQLType,
  type GraphQLUnionType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isScalarType,
  isUnionType,
} from 'graphql';
import { doc } from './doc.ts';
import type { ResolvedFields } from './resolved-fields.ts';

const roots = new Set(['Query', 'Mutation', 'Subscription']);

/** The TypeScript types of each scalar: its name in a thunk, its output type, its input type. */
const scalars: Readonly<Record<string, { thunk: string; output: string; input: string }>> = {
  ID: { thunk: 'ID', output: 'string', input: 'string' },
  String: { thunk: 'String', output: 'string', input: 'string' },
  Boolean: { thunk: 'Boolean', output: 'boolean', input: 'boolean' },
  Int: { thunk: 'Int', output: 'number', input: 'number' },
  Float: { thunk: 'Float', output: 'number', input: 'number' },
  DateTime: { thunk: 'DateTimeScalar', output: 'Date | string', input: 'Date' },
  JSON: { thunk: 'JsonScalar', output: 'unknown', input: 'unknown' },
};

/** The plugin: type-graphql classes for all types of the schema except its root types. */
export function plugin(
  schema: GraphQLSchema,
  _documents: unknown,
  config: { resolvedFields: ResolvedFields },
): string {
  const types = Object.values(schema.getTypeMap())
    .filter((type) => !type.name.startsWith('__'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const objects = types.filter(isObjectType).filter((type) => !roots.has(type.name));
  const resolved = new Map(objects.map((type) => [type.name, resolvedOf(type, config.resolvedFields)]));
  refuseUnknown(objects, config.resolvedFields);
  const enums = types.filter(isEnumType);
  const body = [
    ...enums.map(enumOf),
    '',
    ...types.filter(isInterfaceType).map((type) => interfaceOf(schema, type)),
    ...objects.map((type) => objectOf(schema, type, resolved.get(type.name) ?? new Set())),
    ...types.filter(isUnionType).map(unionOf),
    ...types.filter(isInputObjectType).map(inputOf),
    ...types.filter(isObjectType).flatMap(argumentsOf),
    connectionList(objects),
    mutationList(schema),
    resolvedList(resolved),
  ].join('\n');
  return `${headerOf(
    body,
    enums.map(({ name }) => name),
  )}\n${body}`;
}

const fromTypeGraphql = [
  'ArgsType',
  'createUnionType',
  'Field',
  'Float',
  'ID',
  'InputType',
  'Int',
  'InterfaceType',
  'ObjectType',
  'registerEnumType',
];

/** The head of the file, with imports of what its body uses. */
function headerOf(body: string, enums: readonly string[]): string {
  const used = (names: readonly string[]) =>
    names.filter((name) => new RegExp(`\\b${name}\\b`).test(body)).join(', ');
  return `// Generated from schema/ by \`npm run codegen\`. Do not edit.
import 'reflect-metadata';
import { ${used(fromTypeGraphql)} } from 'type-graphql';
import { ${used(['DateTimeScalar', 'JsonScalar'])} } from '../scalars.js';
import {
${enums.map((name) => `  ${name},\n`).join('')}} from './enums.js';

export * from './enums.js';

/** Names a class as a type only: decorator metadata would read the class before it is there. */
type Ref<T> = T;

/** Values are plain objects that say what they are. */
const resolveType = (value: { readonly __typename: string }): string => value.__typename;
`;
}

/** The fields of an object type that need a resolver: those with arguments, those with a method, and the count of a connection. */
function resolvedOf(type: GraphQLObjectType, map: ResolvedFields): ReadonlySet<string> {
  const byHand = Object.values(type.getFields()).filter(
    ({ args, name }) =>
      args.length > 0 || map[type.name]?.includes(name) || (isConnection(type) && isCount(name)),
  );
  return new Set(byHand.map((field) => field.name));
}

function isCount(name: string): boolean {
  return name === 'totalCount' || name === 'totalCountIsCapped';
}

function isConnection(type: GraphQLObjectType): boolean {
  return type.name.endsWith('Connection');
}

/** A resolver for a field that is not in the schema is an error. */
function refuseUnknown(objects: readonly GraphQLObjectType[], map: ResolvedFields): void {
  for (const [key, names] of Object.entries(map)) {
    const type = objects.find((object) => object.name === key);
    const unknown = type ? names.filter((name) => !type.getFields()[name]) : names;
    if (!type || unknown.length > 0) {
      throw new Error(
        `A @FieldResolver resolves what the schema does not have: ${key} { ${unknown.join(' ')} }`,
      );
    }
  }
}

/** The enums themselves are in `enums.ts`. */
function enumOf({ name }: GraphQLEnumType): string {
  return `registerEnumType(${name}, { name: '${name}' });`;
}

function interfaceOf(schema: GraphQLSchema, type: GraphQLInterfaceType): string {
  const members = schema
    .getPossibleTypes(type)
    .map((member) => member.name)
    .sort();
  const fields = Object.values(type.getFields()).map((field) => fieldOf(field, 'output'));
  return `@InterfaceType('${type.name}', { resolveType })
abstract class ${type.name}Interface {
${fields.join('')}}
${doc(type.description)}export const ${type.name} = ${type.name}Interface;
export type ${type.name} = ${members.join(' | ')};
`;
}

function objectOf(schema: GraphQLSchema, type: GraphQLObjectType, resolved: ReadonlySet<string>): string {
  const interfaces = type.getInterfaces().map((of) => of.name);
  const options = [
    'simpleResolvers: true',
    ...(interfaces.length ? [`implements: [${interfaces.join(', ')}]`] : []),
  ];
  const fields = Object.values(type.getFields()).filter((field) => !resolved.has(field.name));
  const mark = isAbstractMember(schema, type) ? '!' : '?';
  const byHand = resolved.size ? `  // Resolved by hand: ${[...resolved].join(', ')}.\n` : '';
  return `${doc(type.description)}@ObjectType('${type.name}', { ${options.join(', ')} })
export class ${type.name} {
  __typename${mark}: '${type.name}';
${fields.map((field) => fieldOf(field, 'output')).join('')}${byHand}}
`;
}

function isAbstractMember(schema: GraphQLSchema, type: GraphQLObjectType): boolean {
  const unions = Object.values(schema.getTypeMap()).filter(isUnionType);
  return type.getInterfaces().length > 0 || unions.some((union) => union.getTypes().includes(type));
}

function unionOf(type: GraphQLUnionType): string {
  const members = type.getTypes().map((member) => member.name);
  return `${doc(type.description)}export const ${type.name} = createUnionType({
  name: '${type.name}',
  types: () => [${members.join(', ')}] as const,
  resolveType,
});
export type ${type.name} = ${members.join(' | ')};
`;
}

function inputOf(type: GraphQLInputObjectType): string {
  const fields = Object.values(type.getFields()).map((field) => fieldOf(field, 'input'));
  return `${doc(type.description)}@InputType('${type.name}')
export class ${type.name} {
${fields.join('')}}
`;
}

/** Fields with several arguments have a class for all of them. */
function argumentsOf(type: GraphQLObjectType): string[] {
  // Sorted by name: root fields come from many files, whose order is not fixed.
  return Object.values(type.getFields())
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter((field) => field.args.length > 1)
    .map((field) => {
      const owner = roots.has(type.name) ? '' : type.name;
      const name = `${owner}${field.name.charAt(0).toUpperCase()}${field.name.slice(1)}Args`;
      const fields = field.args.map((argument) => fieldOf(argument, 'input'));
      return `/** Arguments of \`${type.name}.${field.name}\`. */
@ArgsType()
export class ${name} {
${fields.join('')}}
`;
    });
}

type Direction = 'output' | 'input';

function fieldOf(
  field: GraphQLField<unknown, unknown> | GraphQLInputField | GraphQLArgument,
  way: Direction,
): string {
  const options = optionsOf(field);
  const defaulted = 'defaultValue' in field && field.defaultValue !== undefined;
  const optional = way === 'input' && !isNonNullType(field.type) && !defaulted;
  const type = isNonNullType(field.type)
    ? typeOf(field.type.ofType, way)
    : `${typeOf(field.type, way)} | null`;
  return `${doc(field.description, '  ')}  @Field(() => ${thunkOf(field.type)}${options ? `, { ${options} }` : ''})
  ${field.name}${optional ? '?' : '!'}: ${type}${optional ? ' | undefined' : ''};
`;
}

function optionsOf(field: { readonly type: GraphQLType; readonly defaultValue?: unknown }): string {
  const required = isNonNullType(field.type);
  const inner = isNonNullType(field.type) ? field.type.ofType : field.type;
  const looseItems = isListType(inner) && !isNonNullType(inner.ofType);
  const nullable = looseItems ? (required ? "'items'" : "'itemsAndList'") : required ? undefined : 'true';
  return [
    ...(nullable ? [`nullable: ${nullable}`] : []),
    ...(field.defaultValue === undefined ? [] : [`defaultValue: ${JSON.stringify(field.defaultValue)}`]),
  ].join(', ');
}

function thunkOf(type: GraphQLType): string {
  if (isNonNullType(type)) return thunkOf(type.ofType);
  if (isListType(type)) return `[${thunkOf(type.ofType)}]`;
  return isScalarType(type) ? scalarOf(type.name).thunk : type.name;
}

function typeOf(type: GraphQLType, way: Direction): string {
  if (isNonNullType(type)) return typeOf(type.ofType, way);
  if (isListType(type)) {
    const item = isNonNullType(type.ofType) ? typeOf(type.ofType, way) : `${typeOf(type.ofType, way)} | null`;
    return `readonly ${/^\w+$/.test(item) ? item : `(${item})`}[]`
      .replace(/Ref<(\w+)>/, '$1')
      .replace(/\((\w+)\)/, '$1');
  }
  if (isScalarType(type)) return scalarOf(type.name)[way];
  return isEnumType(type) ? type.name : `Ref<${(type as GraphQLNamedType).name}>`;
}

function scalarOf(name: string): { thunk: string; output: string; input: string } {
  const scalar = scalars[name];
  if (!scalar) throw new Error(`No TypeScript is known for the scalar ${name}.`);
  return scalar;
}

function resolvedList(resolved: ReadonlyMap<string, ReadonlySet<string>>): string {
  const lines = [...resolved]
    .filter(([, names]) => names.size > 0)
    .map(([type, names]) => {
      return `  ${type}: [${[...names].map((name) => `'${name}'`).join(', ')}],\n`;
    });
  return `/** The fields that need a resolver, by type; for the check of the resolvers. */
export const resolvedFields: Readonly<Record<string, readonly string[]>> = {\n${lines.join('')}};
`;
}

function connectionList(objects: readonly GraphQLObjectType[]): string {
  const counted = objects.filter((type) => isConnection(type) && type.getFields().totalCount);
  const lines = counted.map(({ name }) => `  () => ${name},\n`);
  return `/** Every connection with a count. */
export const connections = [\n${lines.join('')}] as const;
`;
}

/** The classes of the input and the payload of each mutation, for `mutations` and for the types of its entries. */
function mutationList(schema: GraphQLSchema): string {
  // Sorted by name: root fields come from many files, whose order is not fixed.
  const fields = Object.values(schema.getMutationType()?.getFields() ?? {}).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  const lines = fields.map(({ name, args: [input, ...others], type }) => {
    if (input?.name !== 'input' || others.length > 0 || !isNonNullType(type))
      throw new Error(`The mutation ${name} has to take one input and to return a payload.`);
    const optional = isNonNullType(input.type) ? '' : ', optional: true';
    return `  ${name}: { input: ${thunkOf(input.type)}, payload: ${thunkOf(type)}${optional} },\n`;
  });
  return `/** The input and the payload of each mutation. */
export const mutationTypes = {\n${lines.join('')}} as const;
`;
}

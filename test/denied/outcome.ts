import {
  type GraphQLInputType,
  getNamedType,
  getNullableType,
  isCompositeType,
  isInputObjectType,
  isListType,
  isObjectType,
} from 'graphql';
import type { Client } from '../harness/client.js';
import { contract } from '../harness/positions.js';

const errors = `errors { code path ... on ForbiddenError { reason } ... on ValidationError { rule } }`;

interface Refusal {
  code: string;
  path: string[];
  reason?: string;
  rule?: string;
}

/**
 * Calls a mutation, and returns its outcome in one word: `+` for success, otherwise the reason of a
 * `ForbiddenError` or the code of the error. `each` names the list of a mutation with several results. A
 * refusal that returns any data is `LEAKED`.
 */
export async function outcomeOf(client: Client, name: string, input: object, each?: string): Promise<string> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const given = givenBy(name);
  const fields = given.map(({ field, composite }) => {
    if (field === each) return `${field} { ticket { id } ${errors} }`;
    return composite ? `${field} { __typename }` : field;
  });
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${errors} ${fields.join(' ')} } }`;
  const answer = await client.send(query, { input });
  if (answer.errors)
    return wordsOf(answer.errors.map(({ extensions }) => ({ code: `${extensions?.code}`, path: [] })));
  const payload = answer.data[name];
  const parts: { errors: Refusal[]; ticket?: unknown }[] = each ? payload[each] : [];
  for (const { path } of [payload, ...parts].flatMap((part) => part.errors))
    if (!isPlaceIn(path, name)) throw new Error(`${name} has no ${path.join('.')}`);
  const refused = payload.errors.length > 0;
  const leaked = given.some(({ field, list }) => (list ? payload[field].length > 0 : payload[field]));
  const partLeaked = parts.some((part) => part.errors.length > 0 && part.ticket);
  if ((refused && leaked) || partLeaked) return 'LEAKED';
  return wordsOf([payload, ...parts].flatMap((part) => part.errors));
}

/** Whether the path of an error is empty or leads to a field of the mutation's input. */
function isPlaceIn(path: readonly string[], mutation: string): boolean {
  const [first, ...below] = path;
  const argument = contract
    .getMutationType()
    ?.getFields()
    [mutation]?.args.find(({ name }) => name === first);
  let type: GraphQLInputType | undefined = argument?.type;
  for (const key of below) {
    const bare = getNullableType(type) as GraphQLInputType | undefined;
    if (isListType(bare)) type = /^\d+$/.test(key) ? bare.ofType : undefined;
    else type = isInputObjectType(bare) ? bare.getFields()[key]?.type : undefined;
  }
  return path.length === 0 || type !== undefined;
}

/** The fields of a payload other than `errors`. */
function givenBy(name: string): { field: string; composite: boolean; list: boolean }[] {
  const payload = getNullableType(contract.getMutationType()?.getFields()[name]?.type);
  if (!isObjectType(payload)) throw new Error(`there is no ${name}`);
  return Object.values(payload.getFields())
    .filter((field) => field.name !== 'errors')
    .map((field) => ({
      field: field.name,
      composite: isCompositeType(getNamedType(field.type)),
      list: isListType(getNullableType(field.type)),
    }));
}

function wordsOf(refusals: Refusal[]): string {
  const words = refusals.map(({ code, reason, rule }) => reason ?? (rule ? `${code} ${rule}` : code));
  return words.length === 0 ? '+' : [...new Set(words)].join();
}

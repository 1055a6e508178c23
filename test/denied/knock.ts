import type { Client } from '../harness/client.js';

const errors = `errors { code ... on ForbiddenError { reason } ... on ValidationError { rule } }`;

interface Refusal {
  code: string;
  reason?: string;
  rule?: string;
}

/**
 * What a mutation answers, in one word: `+` when it was done, else the reason of what is forbidden, or the code of the refusal. `each` names the list of what it answers for each of several.
 */
export async function knock(client: Client, name: string, input: object, each?: string): Promise<string> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const list = each ? `${each} { ${errors} }` : '';
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${errors} ${list} } }`;
  const answer = await client.send(query, { input });
  if (answer.errors) return wordsOf(answer.errors.map(({ extensions }) => ({ code: `${extensions?.code}` })));
  const payload = answer.data[name];
  const further: { errors: Refusal[] }[] = each ? payload[each] : [];
  return wordsOf([payload, ...further].flatMap((part) => part.errors));
}

function wordsOf(refusals: Refusal[]): string {
  const words = refusals.map(({ code, reason, rule }) => reason ?? (rule ? `${code} ${rule}` : code));
  return words.length === 0 ? '+' : [...new Set(words)].join();
}

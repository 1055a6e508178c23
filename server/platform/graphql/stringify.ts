import { GraphQLError } from 'graphql';
import { type Paced, pace } from '../kernel/pace.js';

/** The most characters of an answer. Its last steps (joining, encoding) take one slice each. */
export const MOST_CHARACTERS = 8_000_000;

/** After how many values the clock is read. */
const LOOK_EVERY = 64;

interface Frame {
  values: readonly unknown[];
  /** The keys of an object; null for a list. */
  names: readonly string[] | null;
  next: number;
}

/**
 * The text of a value as `JSON.stringify` makes it, for long values: other operations run in between. Throws `DOCUMENT_LIMIT` when it is
 * too long.
 */
export async function stringifyInTurns(value: unknown, operation: Paced): Promise<string> {
  const stack: Frame[] = [];
  let text = '';
  const begin = (one: unknown): void => {
    if (!isContainer(one)) {
      text += JSON.stringify(one) ?? 'null';
    } else if (Array.isArray(one)) {
      text += '[';
      stack.push({ values: one, names: null, next: 0 });
    } else {
      text += '{';
      const entries = Object.entries(one).filter(([, inner]) => inner !== undefined);
      stack.push({
        values: entries.map(([, inner]) => inner),
        names: entries.map(([name]) => name),
        next: 0,
      });
    }
  };
  begin(value);
  for (let done = 1; ; done += 1) {
    const frame = stack.at(-1);
    if (!frame) return text;
    if (done % LOOK_EVERY === 0) {
      if (text.length > MOST_CHARACTERS) throw tooLarge();
      if (pace.isLong()) await pace.breathe(operation);
    }
    if (frame.next === frame.values.length) {
      text += frame.names ? '}' : ']';
      stack.pop();
      continue;
    }
    if (frame.next > 0) text += ',';
    if (frame.names) text += `${JSON.stringify(frame.names[frame.next])}:`;
    begin(frame.values[frame.next++]);
  }
}

/** Objects and lists, except those with a `toJSON` (dates). */
function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !('toJSON' in value);
}

function tooLarge(): GraphQLError {
  const message = `The answer has more than ${MOST_CHARACTERS} characters. Ask for smaller pages, or for fewer fields.`;
  const extensions = { code: 'DOCUMENT_LIMIT', limit: 'ANSWER', most: MOST_CHARACTERS };
  return new GraphQLError(message, { extensions });
}

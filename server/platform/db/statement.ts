import { compile, type Sql } from './sql.js';

/** One statement of a packet, ready to be sent. */
export interface Statement {
  /** What it is prepared under on each connection; left out: it is prepared each time. */
  name?: string;
  text: string;
  values: readonly unknown[];
}

/** Every connection keeps the plan of every name. The texts come from the code, not from clients; should they be more, the rest has no name. */
const MOST_NAMES = 600;
const names = new Map<string, string>();

/** A statement as it is sent, under a name of its own where statements may have names. */
export function statementOf(statement: Sql, prepared: boolean): Statement {
  const { sql: text, parameters } = compile(statement);
  const name = prepared ? nameOf(text) : undefined;
  return name === undefined ? { text, values: parameters } : { name, text, values: parameters };
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size === MOST_NAMES) return known;
  const name = `command ${names.size}`;
  names.set(text, name);
  return name;
}

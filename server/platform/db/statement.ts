import { compile, type Sql } from './sql.js';

/** A statement of a packet. */
export interface Statement {
  /** The name under which it is prepared on each connection; undefined: it is prepared each time. */
  name?: string;
  text: string;
  values: readonly unknown[];
}

/**
 * Every connection keeps a plan for each name. The texts come from the code, not from clients; beyond this number, statements get no name.
 */
const MOST_NAMES = 600;
const names = new Map<string, string>();

/** A statement for sending, with a name of its own if names are allowed. */
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

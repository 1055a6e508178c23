import { loadModule, parsePlPgSQLSync } from 'libpg-query';
import { brokenRules, type Catalogue } from './rules.js';

/** A function as the database stores it. */
export interface StoredFunction {
  name: string;
  language: string;
  /** The function's `create function` statement. */
  definition: string;
  /** The function's body. */
  source: string;
  parameters: readonly string[] | null;
}

export const storedFunctions = `select p.proname as name, l.lanname as language, pg_get_functiondef(p.oid) as definition,
    p.prosrc as source, p.proargnames as parameters
  from pg_proc p join pg_language l on l.oid = p.prolang
  where p.pronamespace = 'public'::regnamespace order by 1`;

// The tree of a function, as the parser of PostgreSQL returns it.
// biome-ignore lint/suspicious/noExplicitAny: every kind of node has other fields
type Node = any;

await loadModule();

/**
 * Returns the rules that the statements in a function break. The function's parameters and variables count as
 * values.
 */
export function brokenInFunction(stored: StoredFunction, catalogue: Catalogue): string[] {
  const { language, source, definition, parameters } = stored;
  if (language === 'sql') return brokenRules(source, catalogue, new Set(parameters));
  const tree = parsePlPgSQLSync(definition);
  const variables = new Set(namesOf(tree));
  return [...new Set(statementsOf(tree).flatMap((text) => brokenRules(text, catalogue, variables)))];
}

function namesOf(node: Node): string[] {
  if (node === null || typeof node !== 'object') return [];
  const own = typeof node.PLpgSQL_var?.refname === 'string' ? [node.PLpgSQL_var.refname] : [];
  return [...own, ...Object.values(node).flatMap(namesOf)];
}

/** The parse modes of PL/pgSQL: expressions and assignments have their own, all others are statements. */
const EXPRESSION = 2;
const ASSIGNMENT = 3;

function statementsOf(node: Node): string[] {
  if (node === null || typeof node !== 'object') return [];
  const { query, parseMode = 0 } = node.PLpgSQL_expr ?? {};
  const inner = Object.values(node).flatMap(statementsOf);
  if (typeof query !== 'string') return inner;
  if (parseMode === EXPRESSION) return [`select (${query})`];
  return [parseMode >= ASSIGNMENT ? `select (${query.slice(query.indexOf(':=') + 2)})` : query];
}

import { loadModule, parsePlPgSQLSync } from 'libpg-query';
import { brokenRules, type Catalogue } from './rules.js';

/** A function as the database has it. */
export interface StoredFunction {
  name: string;
  language: string;
  /** What `create function` would be. */
  definition: string;
  /** The body alone. */
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

/** The rules that the statements in a function break. Its parameters and variables are values there. */
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

/** What is parsed as an expression, or as an assignment, in a function; the rest are statements. */
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

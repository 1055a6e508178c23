import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Arbitrary } from 'fast-check';
import type { Client } from '../harness/client.js';
import type { Call, Read } from './calls.js';

/** The outcomes of a call or a read for each role, in the order of the columns of the tables in this folder. */
interface Expected {
  outcomes: string;
}

/** A fact that a capability adds to events. */
interface Fact {
  /** Its values. */
  values: Arbitrary<unknown>;
  /** The table that its SQL reads, with the columns that it needs. */
  table: string;
  /** The rows of a ticket with such a value, without `organisation_id` and `ticket_id`. */
  rows(value: unknown): readonly object[];
}

/**
 * What the tests of every entry point need to know about a capability: the default export of
 * `test/<capability>/entry-points.ts`.
 */
export interface EntryPoints {
  /** A call for each mutation. The words are those of `mutations-table.ts`. */
  mutations?: Readonly<Record<string, Call & Expected>>;
  /** A read for each query, and one `node, <Type>` for each type with a global id. The words are those of `queries-table.ts`. */
  queries?: Readonly<Record<string, Read & Expected>>;
  /** For each argument with an id that only this capability uses: creates an object, and returns its id. */
  ids?: Readonly<Record<string, (admin: Client) => Promise<string>>>;
  /** An input for each mutation that creates an object, for a program that can write and not read. */
  writeOnly?: Readonly<Record<string, (admin: Client) => Promise<Record<string, unknown>>>>;
  /** The facts that it adds to events, for the generated tests of conditions that compare them. */
  facts?: Readonly<Record<string, Fact>>;
}

const tests = join(import.meta.dirname, '..');
const files = readdirSync(tests, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => join(tests, name, 'entry-points.ts'))
  .filter((file) => existsSync(file));
const declared = await Promise.all(
  files.map(async (file) => (await import(pathToFileURL(file).href)).default as EntryPoints),
);

function merged<K extends keyof EntryPoints>(part: K): NonNullable<EntryPoints[K]> {
  return Object.assign({}, ...declared.map((one) => one[part]));
}

/** The entry points of all capabilities that declare them in their own folder. */
export const capabilities = {
  mutations: merged('mutations'),
  queries: merged('queries'),
  ids: merged('ids'),
  writeOnly: merged('writeOnly'),
  facts: merged('facts'),
} satisfies Required<EntryPoints>;

/** The lines of a table. */
export function linesOf(cases: Readonly<Record<string, Expected>>): string {
  return Object.entries(cases)
    .map(([name, { outcomes }]) => `${name} ${outcomes.trim()}\n`)
    .join('');
}

import { randomUUID } from 'node:crypto';
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { APPLICATION_NAME } from '../../server/platform/db/serving-role.js';

/** The methods of a `pg` connection through which every statement passes. */
interface Wire {
  startup(settings: { application_name?: string }): void;
  /** Sends statements without parameters. */
  query(text: string): void;
  /** Sends the text of a statement with parameters. */
  parse(message: { text: string }, ...more: unknown[]): void;
}

/** The comment that marks statements which tests send over a server's connections. */
export const OF_A_TEST = '/* of a test */';

/**
 * Writes each different statement that the servers of this process send to a file in `folder`, once. It
 * patches `pg` itself, so it misses no statement. It skips the connections of tests, which have other names
 * than those of servers.
 */
export function recordStatements(folder: string): void {
  const wire = (pg as unknown as { Connection: { prototype: Wire } }).Connection.prototype;
  const { startup, query, parse } = wire;
  const serving = new WeakSet<Wire>();
  const seen = new Set<string>();
  const file = join(folder, `${randomUUID()}.jsonl`);
  const record = (connection: Wire, sent: string): void => {
    if (!serving.has(connection) || sent.includes(OF_A_TEST)) return;
    const text = withoutTexts(sent);
    if (seen.has(text)) return;
    seen.add(text);
    appendFileSync(file, `${JSON.stringify(text)}\n`);
  };
  wire.startup = function (settings) {
    if (settings.application_name === APPLICATION_NAME) serving.add(this);
    startup.call(this, settings);
  };
  wire.query = function (text) {
    record(this, text);
    query.call(this, text);
  };
  wire.parse = function (message, ...more) {
    record(this, message.text);
    parse.call(this, message, ...more);
  };
}

/**
 * Replaces each text literal in a statement by the same text. MikroORM writes values into its statements, so
 * hardly two of them would be equal.
 */
function withoutTexts(statement: string): string {
  return statement.replaceAll(/'(?:[^']|'')*'/g, "'text'");
}

/** Returns the statements that all processes wrote to the files of a folder. */
export function recordedStatements(folder: string): string[] {
  const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  return [...new Set(lines)].filter((line) => line !== '').map((line) => JSON.parse(line) as string);
}

import { spawnSync } from 'node:child_process';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from '@graphql-codegen/cli';
import config from '../client-examples/codegen.ts';
import { contractText } from '../server/platform/graphql/contract-text.ts';
import { readSdl } from './sdl.ts';

/**
 * `npm run check:clients`: does in a new folder what a client does: generates types for the example operations from the contract as it is
 * served, with `client-examples/codegen.ts`, installs the package `client-examples/live`, and compiles a program with both.
 */
const root = join(import.meta.dirname, '..');
// Where the generated files find their libraries.
const folder = join(root, 'node_modules/.cache/check-clients');
const live = join(root, 'client-examples/live');
const program = `
import { follow, followView, LiveConnection, mirrorList, Screen, type StreamPosition, type TicketGone } from 'ticketwire-live';
import { LiveLink } from 'ticketwire-live/apollo';
import { forwardSubscription } from 'ticketwire-live/urql';
import { subscriptionExchange } from '@urql/core';

const live = new LiveConnection({ url: '/graphql', token: (refused) => (refused === undefined ? 'a' : null) });
type Item = { __typename: 'TicketEvent'; cursor: string; type: string } | TicketGone | StreamPosition;
follow<Item>(live, {
  query: '',
  onItem: (item) => console.log(item.__typename === 'TicketGone' ? item.ticketId : item.cursor),
  onResync: async (_cursor, reason) => (reason === 'CURSOR_TOO_OLD' ? 'cursor' : undefined),
});
void mirrorList<{ id: string; subject: string }>(live, {
  read: async () => ({ rows: [], eventCursor: '' }),
  query: '',
  compare: (one, other) => one.subject.localeCompare(other.subject),
  onRows: (rows) => console.log(rows.map(({ subject }) => subject)),
});
followView<{ id: string; subject: string }>(live, {
  query: '',
  screen: new Screen(() => undefined),
  onView: ({ rows, totalCount = 0 }) => console.log(rows.map(({ subject }) => subject), totalCount + 1),
});
subscriptionExchange({ forwardSubscription: forwardSubscription(live, { onResync: () => undefined }) });
export const link = new LiveLink(live, { onResync: () => undefined });
`;
const settings = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    types: [],
    lib: ['es2022', 'dom'],
  },
  include: ['src'],
};
const installed = join(folder, 'node_modules/ticketwire-live');

/** Runs the compiler, and returns its exit code. */
function compile(...args: string[]): number {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [compiler, ...args], { stdio: 'inherit' }).status ?? 1;
}

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
try {
  await cp(join(root, 'client-examples/graphiql'), join(folder, 'src/operations'), { recursive: true });
  await writeFile(join(folder, 'schema.graphql'), contractText(readSdl()));
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(settings));
  await generate({ ...config, schema: './schema.graphql', cwd: folder, silent: true }, true);
  await cp(join(live, 'package.json'), join(installed, 'package.json'));
  await writeFile(join(folder, 'src/live.ts'), program);
  process.exitCode = compile('-p', live, '--outDir', join(installed, 'dist')) || compile('-p', folder);
} finally {
  await rm(folder, { recursive: true, force: true });
}

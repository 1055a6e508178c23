import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DocumentNode, Kind, parse, print, separateOperations, visit } from 'graphql';
import { contractText } from '../server/platform/graphql/contract-text.ts';
import { readSdl } from './sdl.ts';

/**
 * `npm run check:relay`: Relay's compiler accepts the contract and the example operations. Relay names an operation and its fragments after
 * their module, so each operation becomes a module here.
 */
const compiler: string | null = createRequire(import.meta.url)('relay-compiler');
const examples = join(import.meta.dirname, '../client-examples/graphiql');

/** The text of a module `name` with one operation and its fragments. */
function moduleOf(name: string, document: DocumentNode): string {
  const named = visit(document, {
    OperationDefinition(node) {
      const suffix = `${node.operation[0]?.toUpperCase()}${node.operation.slice(1)}`;
      return { ...node, name: { kind: Kind.NAME, value: `${name}${suffix}` } };
    },
    FragmentDefinition: (node) => ({ ...node, name: { ...node.name, value: `${name}_${node.name.value}` } }),
    FragmentSpread: (node) => ({ ...node, name: { ...node.name, value: `${name}_${node.name.value}` } }),
  });
  const texts = named.definitions.map(
    (definition, i) => `export const part${i} = graphql\`${print(definition)}\`;`,
  );
  return ['declare function graphql(text: TemplateStringsArray): unknown;', ...texts].join('\n');
}

if (compiler === null) throw new Error(`there is no relay-compiler for ${process.platform} ${process.arch}`);
const folder = await mkdtemp(join(tmpdir(), 'ticketwire-check-relay-'));
try {
  await mkdir(join(folder, 'src/__generated__'), { recursive: true });
  await writeFile(join(folder, 'schema.graphql'), contractText(readSdl()));
  for (const file of await readdir(examples)) {
    const document = parse(await readFile(join(examples, file), 'utf8'));
    for (const [name, one] of Object.entries(separateOperations(document)))
      await writeFile(join(folder, 'src', `${name}.ts`), moduleOf(name, one));
  }
  const settings = {
    src: './src',
    schema: './schema.graphql',
    artifactDirectory: './src/__generated__',
    language: 'typescript',
    eagerEsModules: true,
    customScalarTypes: { DateTime: 'string', JSON: 'unknown' },
  };
  await writeFile(join(folder, 'relay.config.json'), JSON.stringify(settings));
  const { status, stdout, stderr } = spawnSync(compiler, ['--noWatchman', 'relay.config.json'], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0 || /\b(error|warning)\b/i.test(stdout + stderr)) {
    console.error(stdout + stderr);
    process.exitCode = 1;
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

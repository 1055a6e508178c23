import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'vite';

/** One import of one file: of another file of the package, or of a package. */
export interface Import {
  readonly from: string;
  /** The imported file, relative to the package's root, or the name as written. */
  readonly to: string;
  readonly isPackage: boolean;
  /** A type import, which disappears when compiling. */
  readonly typeOnly: boolean;
}

/** All imports, re-exports and literal dynamic imports of the TypeScript files below the folders. */
export function importsOf(root: string, folders: readonly string[]): Import[] {
  return folders.flatMap((folder) => filesBelow(root, folder)).flatMap((file) => importsIn(root, file));
}

function filesBelow(root: string, folder: string): string[] {
  if (!statSync(join(root, folder), { throwIfNoEntry: false })) return [];
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name).replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name) && !name.includes('node_modules/'));
}

function importsIn(root: string, file: string): Import[] {
  const text = readFileSync(join(root, file), 'utf8');
  const { module, errors } = parseSync(file, text);
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message}`);
  const { staticImports, staticExports, dynamicImports } = module;
  const found = new Map<string, boolean>();
  const note = (name: string, typeOnly: boolean) => found.set(name, typeOnly && (found.get(name) ?? true));
  for (const { moduleRequest, entries } of staticImports) {
    note(moduleRequest.value, entries.length > 0 && entries.every((entry) => entry.isType));
  }
  for (const { entries } of staticExports) {
    for (const entry of entries) if (entry.moduleRequest) note(entry.moduleRequest.value, entry.isType);
  }
  for (const { moduleRequest } of dynamicImports) {
    const literal = /^['"`](.+)['"`]$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[1];
    if (literal && !literal.includes('${')) note(literal, false);
  }
  return [...found].map(([name, typeOnly]) => resolve(root, file, name, typeOnly));
}

function resolve(root: string, from: string, name: string, typeOnly: boolean): Import {
  if (!name.startsWith('.')) return { from, to: name, isPackage: true, typeOnly };
  const path = normalize(join(dirname(from), name)).replaceAll('\\', '/');
  const bare = path.replace(/\.jsx?$/, '');
  const candidates = [path, `${bare}.ts`, `${bare}.tsx`, `${bare}/index.ts`];
  const to = candidates.find((candidate) =>
    statSync(join(root, candidate), { throwIfNoEntry: false })?.isFile(),
  );
  return { from, to: to ?? path, isPackage: false, typeOnly };
}

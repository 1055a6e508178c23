import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder with package.json and schema/. Found both from the sources and from the build. */
export function packageRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('No package.json above the program.');
    folder = parent;
  }
  return folder;
}

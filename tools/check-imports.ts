import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importsOf } from './imports.ts';
import { faultsOf, layersOf } from './layering.ts';

/** `npm run check:imports`: fails when an import violates the layering of `layering.ts`. */
const root = join(import.meta.dirname, '..');
const imports = importsOf(root, ['server', 'migrations', 'test', 'client-examples', 'tools']);
// A check that finds no files would find no faults.
const LEAST_FILES = 300;
const files = new Set(imports.map(({ from }) => from).filter((file) => file.startsWith('server/')));
const faults = faultsOf(imports, layersOf(readFileSync(join(root, 'server/modules.ts'), 'utf8')));

if (files.size < LEAST_FILES)
  faults.push(`only ${files.size} files of server/ were found; at least ${LEAST_FILES} exist`);
if (faults.length > 0) {
  console.error(`Imports that violate the layering:\n  ${faults.join('\n  ')}`);
  process.exit(1);
}

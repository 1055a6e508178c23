import { describe, expect, it } from 'vitest';
import type { Import } from '../../tools/imports.ts';
import { faultsOf as faultsWith, layersOf } from '../../tools/layering.ts';

const one = (from: string, to: string, more: Partial<Import> = {}): Import => ({
  from,
  to,
  isPackage: !to.includes('/'),
  typeOnly: false,
  ...more,
});

const layers = layersOf(
  `[import('./tickets/module.js'), import('./links/module.js'), import('./closure/module.js')]`,
);
const faultsOf = (imports: readonly Import[]) => faultsWith(imports, layers);

describe('the check of imports', () => {
  it('accepts imports of lower folders', () => {
    expect(
      faultsOf([
        one('server/closure/a.ts', 'server/tickets/b.ts'),
        one('server/tickets/b.ts', 'server/platform/db/c.ts'),
        one('server/modules.ts', 'server/closure/module.ts'),
      ]),
    ).toEqual([]);
  });

  it.each([
    ['a folder above', 'server/tickets/a.ts', 'server/closure/b.ts', 'tickets is below closure'],
    ['the composition root', 'server/tickets/a.ts', 'server/modules.ts', 'only the composition root'],
    ['a folder that has no place', 'server/tickets/a.ts', 'server/news/b.ts', 'names the folder of'],
    ['a test', 'server/tickets/a.ts', 'test/b.ts', 'imports no tests'],
    ['the server, as a client', 'client-examples/a.ts', 'server/b.ts', 'clients know the contract only'],
  ])('refuses an import of %s', (_, from, to, fault) => {
    expect(faultsOf([one(from, to)])).toEqual([expect.stringContaining(fault)]);
  });

  it('treats a type import like any other', () => {
    const upwards = one('server/tickets/a.ts', 'server/closure/b.ts', { typeOnly: true });
    expect(faultsOf([upwards])).toHaveLength(1);
  });

  it('finds cycles of files, and cycles of folders without a cycle of files', () => {
    expect(
      faultsOf([
        one('server/links/a.ts', 'server/links/b.ts'),
        one('server/links/b.ts', 'server/links/a.ts', { typeOnly: true }),
      ]),
    ).toEqual(['a cycle of files: server/links/a.ts → server/links/b.ts → server/links/a.ts']);
    expect(
      faultsOf([
        one('server/links/a.ts', 'server/links/data/b.ts'),
        one('server/links/data/c.ts', 'server/links/d.ts'),
      ]),
    ).toEqual(['a cycle of folders: server/links → server/links/data → server/links']);
  });

  it('refuses a pure file that reaches the database through a type import', () => {
    expect(
      faultsOf([
        one('server/closure/rules/a.ts', 'server/closure/data/b.ts', { typeOnly: true }),
        one('server/closure/data/b.ts', '@mikro-orm/core', { isPackage: true }),
      ]),
    ).toEqual([
      'server/closure/rules/a.ts → … → server/closure/data/b.ts → @mikro-orm/core: a pure file has no effects',
    ]);
  });
});

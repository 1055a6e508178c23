import { loadModule, parseSync } from 'libpg-query';
import { describe, expect, it } from 'vitest';
import type { TicketwireMigration } from '../../migrations/migration.js';
import { modules } from '../../server/modules.js';

await loadModule();

type MigrationClass = new (
  ...given: ConstructorParameters<typeof TicketwireMigration>
) => TicketwireMigration;

describe('the migrations', () => {
  it.each(modules.migrations)('of $name run one statement at a time, up and down', ({ class: Class }) => {
    for (const way of ['up', 'down'] as const) {
      const migration = new (Class as unknown as MigrationClass)(
        null as never,
        null as never,
        'ticketwire_app',
      );
      migration[way]();
      const texts = migration.getQueries().map(String);
      // A migration of data alone can have nothing to undo.
      if (way === 'up') expect(texts.length).toBeGreaterThan(0);
      for (const text of texts) expect(parseSync(text).stmts, text).toHaveLength(1);
    }
  });
});

import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { type DatabaseSchema, migrationsFor } from './schema.js';

// The number of the lock that is held while migrating, so that several servers can start at once.
const MIGRATION_LOCK = 7_402_311;

/** Migrates the database at `url` as its owner. `role` is the serving role, which exists. Several servers can do this at once. */
export async function migrate(
  url: string,
  role: string,
  { entities, migrations }: DatabaseSchema,
  to: 'up' | 'down' = 'up',
): Promise<void> {
  const owner = await MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    extensions: [Migrator],
    discovery: { checkDuplicateTableNames: false },
    migrations: {
      silent: true,
      migrationsList: migrationsFor(migrations, role),
      snapshot: false,
      transactional: true,
      allOrNothing: true,
    },
    driverOptions: { max: 2 },
  });
  const lock = owner.em.fork();
  try {
    await lock.begin();
    await lock.execute('select pg_advisory_xact_lock(?)', [MIGRATION_LOCK]);
    if (to === 'up') await owner.migrator.up();
    else await owner.migrator.down({ to: 0 });
    await lock.commit();
  } catch (error) {
    // Closing waits for the lock's connection.
    if (lock.isInTransaction()) await lock.rollback();
    throw error;
  } finally {
    await owner.close(true);
  }
}

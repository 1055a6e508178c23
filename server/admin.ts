import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hashPassword } from './authn/passwords.js';
import { runChange } from './changes/run-change.js';
import { loadConfig } from './config.js';
import { migrate, openDatabase } from './db/database.js';
import { startEmbeddedPostgres } from './embedded/postgres.js';
import { entities } from './entities.js';
import { createLog } from './observability/log.js';
import { createUser } from './people/commands/create-user.js';
import { createOrganisation } from './setup/organisation.js';

const usage = `npm run admin -- create-admin --organisation NAME --name NAME --email ADDRESS [--queue NAME]

Makes an administrator, and the organisation if it is not there yet. The password is taken from the
environment variable ADMIN_PASSWORD (at least 10 characters); without it one is made up and printed once.
`;

/** `npm run admin`: what has to be done before anybody can sign in. */
async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: {
      organisation: { type: 'string' },
      name: { type: 'string' },
      email: { type: 'string' },
      queue: { type: 'string', default: 'Service Desk' },
    },
  });
  const { organisation, name, email, queue } = values;
  if (positionals[0] !== 'create-admin' || !organisation || !name || !email) {
    process.stderr.write(usage);
    process.exitCode = 2;
    return;
  }
  const given = process.env.ADMIN_PASSWORD;
  if (given !== undefined && given.length < 10)
    throw new Error('ADMIN_PASSWORD must have at least 10 characters.');
  const password = given ?? randomBytes(15).toString('base64url');
  const config = loadConfig({ ...process.env, DEMO: '0' });
  const log = createLog('warn');
  const embedded = config.database.url ? null : await startEmbeddedPostgres({ dataDir: config.dataDir, log });
  try {
    const url = config.database.url ?? embedded?.url ?? '';
    await migrate(url, entities);
    const { organisationId } = await createOrganisation(url, {
      name: organisation,
      team: queue,
      queue,
      demo: false,
    });
    const db = await openDatabase(url, 2, entities, log);
    try {
      const passwordHash = await hashPassword(password);
      const result = await runChange(
        { db, now: () => new Date(), wake: () => {} },
        {
          operation: 'admin',
          input: {},
          actor: { kind: 'system', organisationId },
          traceId: 'admin',
          run: (change) => createUser(change, { name, email, role: 'ADMIN', passwordHash }),
        },
      );
      if (!result.ok) throw new Error(result.errors.map((error) => error.message).join(' '));
    } finally {
      await db.close();
    }
    process.stdout.write(`${email} is an administrator of ${organisation}.\n`);
    if (given === undefined) process.stdout.write(`Password, shown this once: ${password}\n`);
  } finally {
    await embedded?.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});

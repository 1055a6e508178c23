import { setUpDatabase } from '../../setup/database.js';
import { AdminError, defineCommand, flag, optional } from '../command.js';

export const setupDatabase = defineCommand({
  name: 'setup-database',
  summary: "Create the serving role, give it its rights and migrate the database, with the owner's login",
  details: [
    'DATABASE_OWNER_URL logs in as the owner of the database. DATABASE_URL, where it is set, names the serving role and',
    'its password. Otherwise the role is named after the database, and a password is generated; the URL to set is printed once.',
    "Statements that the owner's login has no rights for are printed, for a superuser. You can run the command again at any time.",
  ],
  options: {
    role: optional('NAME', 'Name of the serving role. Default: see above.'),
    'new-password': flag('Give a serving role that exists a new password.'),
  },
  async run({ role, 'new-password': newPassword }, context) {
    const { config, modules, say } = context;
    const { ownerUrl, url: servingUrl } = config.database;
    if (!ownerUrl)
      throw new AdminError(
        'setup-database needs DATABASE_OWNER_URL. The embedded database sets itself up at its start.',
      );
    const password = newPassword ? 'NEW' : undefined;
    const result = await setUpDatabase({ ownerUrl, servingUrl, role, password }, modules);
    if (result.kind === 'statements') {
      for (const statement of result.statements) say(statement);
      throw new AdminError(result.reason);
    }
    say(`The database is migrated, and ${result.role} serves it.`);
    if (result.url && result.url !== servingUrl) say(`Set this, shown this once: DATABASE_URL=${result.url}`);
    if (!result.url)
      say(`${result.role} has a password already: set DATABASE_URL with it, or use --new-password.`);
  },
});

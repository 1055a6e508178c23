import { createUser } from '../../identity/people/commands/create-user.js';
import { accountOf } from '../../identity/people/data/account.js';
import { accountAddress } from '../../identity/people/rules/email.js';
import { InputCheck } from '../../platform/kernel/check.js';
import { createOrganisation } from '../../setup/organisation.js';
import type { Logins } from '../../setup/start-database.js';
import { changeAs } from '../change.js';
import { AdminError, defineCommand, required, withDefault } from '../command.js';
import { ownerUrlOf, withLogins, withMigratedDatabase } from '../database.js';
import { newPassword, passwordLines } from '../password.js';

export const createAdmin = defineCommand({
  name: 'create-admin',
  summary: 'Create an administrator, and the organisation if there is none of this name',
  details: [
    'The database is migrated first. A new organisation gets one team and its default queue.',
    ...passwordLines,
  ],
  options: {
    organisation: required('NAME', 'Name of the organisation.'),
    name: required('NAME', 'Name of the administrator.'),
    email: required('ADDRESS', 'E-mail address to sign in with.'),
    queue: withDefault('NAME', 'Service Desk', 'Name of the first team and queue of a new organisation.'),
  },
  async run({ organisation, name, email, queue }, context) {
    // All errors are found first, so that no organisation is created without an administrator.
    const check = new InputCheck();
    const organisationName = check.text('organisation', organisation, 100, 'NAME');
    const team = check.text('queue', queue, 100, 'NAME');
    check.text('name', name, 100, 'NAME');
    if (accountAddress(email) === null)
      check.fail(['email'], 'FORMAT', `'${email}' is not an e-mail address.`);
    if (check.errors.length > 0) throw new AdminError(check.errors.map(({ message }) => message).join(' '));
    const { hash, shownOnce } = await newPassword(context);
    const create = async (logins: Logins): Promise<void> => {
      const ownerUrl = ownerUrlOf(logins);
      await withMigratedDatabase(logins, context, async (db) => {
        if (await accountOf(db.pool, accountAddress(email) ?? ''))
          throw new AdminError('email is already used by another user.');
        const made = { name: organisationName, team, queue: team, demo: false };
        const { organisationId } = await createOrganisation(ownerUrl, made);
        await changeAs({ db, extensions: context.modules.extensions }, organisationId, (command) =>
          createUser(command, { name, email, role: 'ADMIN', passwordHash: hash }),
        );
      });
    };
    await withLogins(context, create, { make: true });
    context.say(`${email} is an administrator of ${organisationName}.`);
    if (shownOnce !== null) context.say(`Password, shown this once: ${shownOnce}`);
  },
});

import { reactivateUser } from '../../identity/people/commands/reactivate-user.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { accountNamed } from '../account.js';
import { changeAs } from '../change.js';
import { defineCommand, required } from '../command.js';
import { withInstallation } from '../database.js';

export const reactivate = defineCommand({
  name: 'reactivate',
  summary: 'Let a deactivated person sign in again',
  details: ['Role, teams and password are as before the deactivation. Ended sessions stay ended.'],
  options: { email: required('ADDRESS', 'E-mail address of the person.') },
  async run({ email }, context) {
    const { say } = context;
    const reactivated = await withInstallation(context, async (installation) => {
      const account = await accountNamed(installation, email);
      const userId = toGlobalId('User', account.userId);
      const value = await changeAs(installation, account.organisationId, (command) =>
        reactivateUser(command, { userId }),
      );
      return value.reactivated;
    });
    say(reactivated ? `${email} is active again.` : `${email} is active already; nothing was changed.`);
  },
});

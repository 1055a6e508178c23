import { updateUser } from '../../identity/people/commands/update-user.js';
import { toGlobalId } from '../../platform/kernel/ids.js';
import { accountNamed } from '../account.js';
import { changeAs } from '../change.js';
import { defineCommand, required } from '../command.js';
import { withInstallation } from '../database.js';
import { newPassword, passwordLines } from '../password.js';

export const resetPassword = defineCommand({
  name: 'reset-password',
  summary: 'Give a person a new password, and end all their sessions',
  details: passwordLines,
  options: { email: required('ADDRESS', 'E-mail address of the person.') },
  async run({ email }, context) {
    const { hash, shownOnce } = await newPassword(context);
    const active = await withInstallation(context, async (installation) => {
      const account = await accountNamed(installation, email);
      const userId = toGlobalId('User', account.userId);
      await changeAs(installation, account.organisationId, (command) =>
        updateUser(command, { userId, passwordHash: hash }),
      );
      return account.active;
    });
    context.say(`${email} has a new password, and all sessions have ended.`);
    if (!active) context.say('This person is deactivated and cannot sign in: see the command reactivate.');
    if (shownOnce !== null) context.say(`Password, shown this once: ${shownOnce}`);
  },
});

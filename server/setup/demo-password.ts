import { hashPassword, PUBLIC_PASSWORD, verifyPassword } from '../identity/credentials/passwords.js';
import { updateUser } from '../identity/people/commands/update-user.js';
import type { Actor } from '../platform/actor/actor.js';
import { type CommandServices, runCommand } from '../platform/commands/run-command.js';
import { toGlobalId } from '../platform/kernel/ids.js';
import { allDemoAccounts } from './demo.js';
import { demoAccountsOf } from './organisation.js';

/**
 * Sets `password` for the demo accounts that still have the public one from a start without `DEMO_PASSWORD`, and ends their sessions.
 * Returns how many these were, and how many have another password, which they keep.
 */
export async function makeDemoPrivate(
  services: CommandServices,
  password: string,
): Promise<{ changed: number; others: number }> {
  const counts = { changed: 0, others: 0 };
  const passwordHash = await hashPassword(password);
  const emails = allDemoAccounts.map(({ email }) => email);
  for (const { organisationId, userId, passwordHash: present } of await demoAccountsOf(
    services.db.pool,
    emails,
  )) {
    if (await verifyPassword(present, PUBLIC_PASSWORD)) {
      const actor: Actor = { kind: 'system', organisationId };
      const input = { userId: toGlobalId('User', userId), passwordHash };
      const run = { operation: 'demo', input, actor, traceId: 'demo', run: updateUser };
      const { result } = await runCommand(services, run);
      if (!result.ok) throw new Error(result.errors.map(({ message }) => message).join(' '));
      counts.changed += 1;
    } else if (!(await verifyPassword(present, password))) counts.others += 1;
  }
  return counts;
}

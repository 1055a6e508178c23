import { randomBytes } from 'node:crypto';
import { checkPassword, passwordHashOf } from '../identity/people/commands/create-user.js';
import { InputCheck } from '../platform/kernel/check.js';
import { AdminError, type Context } from './command.js';

/** Help on how a command gets a password. */
export const passwordLines = [
  'The password is read from the environment variable ADMIN_PASSWORD (at least 10 characters).',
  'Without it, a password is generated and printed once.',
] as const;

interface NewPassword {
  readonly hash: string;
  /** A generated password, which is shown once. */
  readonly shownOnce: string | null;
}

/** The password of ADMIN_PASSWORD, or a generated one. It is never an argument, because other users of the machine can read arguments. */
export async function newPassword({ env }: Context): Promise<NewPassword> {
  const given = env.ADMIN_PASSWORD || null;
  const password = given ?? randomBytes(15).toString('base64url');
  const check = new InputCheck();
  checkPassword(check, password);
  const hash = await passwordHashOf(password);
  if (check.errors.length > 0 || hash === null) {
    throw new AdminError(
      `ADMIN_PASSWORD cannot be used: ${check.errors.map(({ message }) => message).join(' ')}`,
    );
  }
  return { hash, shownOnce: given === null ? password : null };
}

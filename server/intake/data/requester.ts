import { addressOf, type FoundRequester } from '../../identity/people/index.js';
import type { Deciding } from '../../platform/commands/command.js';
import type { CreateTicketInput } from '../../platform/contract/generated/types.js';
import type { InputCheck } from '../../platform/kernel/check.js';
import { newId } from '../../platform/kernel/ids.js';
import { notFound } from '../../platform/kernel/user-errors.js';

/** The requester that an input names by e-mail address: found, or to be created. */
export interface NamedRequester {
  id: string;
  created: { id: string; name: string; email: string; createdAt: Date } | null;
}

/** Checks the requester that an input names by e-mail address. Null when it names none, or a wrong one. */
export function checkRequester(
  check: InputCheck,
  { requester, requesterId }: Pick<CreateTicketInput, 'requester' | 'requesterId'>,
  [found]: readonly FoundRequester[],
  { now }: Pick<Deciding, 'now'>,
): NamedRequester | null {
  if (!requester) return null;
  const errors = check.errors.length;
  if (requesterId)
    check.fail(['requester'], 'CONTRADICTION', 'requester cannot be combined with requesterId.');
  const place = (field: string) => ['requester', field];
  const name = check.text(place('name'), requester.name, 100, 'NAME');
  check.text(place('email'), requester.email, 254, 'NAME');
  const email = addressOf(requester.email);
  if (!email && check.errors.length === errors)
    check.fail(place('email'), 'FORMAT', 'email must be an e-mail address.');
  if (check.errors.length > errors || !email || !found) return null;
  if (found.id && found.active) return { id: found.id, created: null };
  if (found.id) check.errors.push(notFound(place('email'), null, 'active user'));
  else if (!found.isFree)
    check.fail(place('email'), 'UNIQUE', 'email is already used by another user, or looks like theirs.');
  else {
    const id = newId();
    return { id, created: { id, name, email, createdAt: now } };
  }
  return null;
}

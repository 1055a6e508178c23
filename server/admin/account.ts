import { type Account, accountOf } from '../identity/people/data/account.js';
import { accountAddress } from '../identity/people/rules/email.js';
import { AdminError } from './command.js';
import type { Installation } from './database.js';
import { shown } from './lines.js';

/** The account of an e-mail address, in any organisation. */
export async function accountNamed({ db }: Installation, email: string): Promise<Account> {
  const address = accountAddress(email.trim());
  if (address === null) throw new AdminError(`'${shown(email)}' is not an e-mail address.`);
  const account = await accountOf(db.pool, address);
  if (!account) throw new AdminError(`There is no user with the e-mail address ${shown(address)}.`);
  return account;
}

import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { urlFor } from '../platform/db/serving-role.js';
import { readOrCreateState } from '../platform/embedded/state-file.js';

const ROLE = 'ticketwire_app';

/** The logins of the embedded database of a data folder, which runs at the owner's URL. The folder holds both passwords. */
export async function embeddedLogins(dataDir: string, ownerUrl: string) {
  const file = join(dataDir, 'postgres', 'serving-password');
  const password = await readOrCreateState(file, () => randomBytes(24).toString('hex'));
  return { url: urlFor(ownerUrl, ROLE, password), ownerUrl, stop: async (): Promise<void> => {} };
}

import { revokeApiKey } from '../../identity/people/commands/api-keys.js';
import { idOfType, toGlobalId } from '../../platform/kernel/ids.js';
import { changeAs } from '../change.js';
import { AdminError, defineCommand, required } from '../command.js';
import { asOwner, withInstallation } from '../database.js';
import { keysNamed } from '../keys.js';
import { shown } from '../lines.js';

export const revokeKey = defineCommand({
  name: 'revoke-key',
  summary: 'Revoke an API key: it stops working at once, and its WebSockets close',
  details: [
    'The prefix is the beginning of the secret, as list-keys shows it. Use it to revoke a key that was leaked.',
    'If several keys have the same prefix, none is revoked and their ids are printed.',
  ],
  options: { key: required('ID|PREFIX', 'Id or prefix of the key.') },
  async run({ key: given }, context) {
    const { say } = context;
    await withInstallation(context, async (installation) => {
      const { ownerUrl } = installation;
      const found = await asOwner(ownerUrl, (client) => keysNamed(client, idOfType(given, 'ApiKey'), given));
      const [key, ...others] = found;
      if (!key) throw new AdminError(`There is no API key with the id or prefix '${shown(given)}'.`);
      if (others.length > 0) {
        const ids = found.map(({ id }) => toGlobalId('ApiKey', id)).join(', ');
        throw new AdminError(`Several API keys begin with '${shown(given)}'. Give the id of one: ${ids}.`);
      }
      const apiKeyId = toGlobalId('ApiKey', key.id);
      await changeAs(installation, key.organisationId, (command) => revokeApiKey(command, { apiKeyId }));
      const name = `The API key '${shown(key.name)}' (${key.prefix}…)`;
      say(key.revokedAt ? `${name} was revoked already.` : `${name} is revoked.`);
    });
  },
});

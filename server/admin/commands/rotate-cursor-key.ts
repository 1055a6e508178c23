import { defineCommand } from '../command.js';
import { asOwner, withInstallation } from '../database.js';
import { moment } from '../lines.js';

export const rotateCursorKey = defineCommand({
  name: 'rotate-cursor-key',
  summary: 'Make a new key that cursors are sealed with',
  details: [
    'Servers seal with it after five minutes, when each of them has read it; they need no restart. Cursors of the key before',
    'are accepted for as long as the log is replayed after that.',
  ],
  options: {},
  async run(_given, { config, say }) {
    const sealsFrom = await withInstallation(config, ({ ownerUrl }) =>
      asOwner(ownerUrl, async (client) => {
        await client.query('select rotate_cursor_key()');
        const { rows } = await client.query<{ at: Date }>('select max(seals_from) as at from cursor_keys');
        return rows[0]?.at ?? null;
      }),
    );
    say(`There is a new key. It seals cursors from ${moment(sealsFrom)} on.`);
  },
});

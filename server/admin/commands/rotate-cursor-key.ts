import { defineCommand } from '../command.js';
import { asOwner, withInstallation } from '../database.js';
import { moment } from '../lines.js';

export const rotateCursorKey = defineCommand({
  name: 'rotate-cursor-key',
  summary: 'Create a new key for sealing cursors',
  details: [
    'Servers use it after five minutes, when all of them have read it; they need no restart. Cursors sealed with the previous key',
    'are accepted for as long as the log can be replayed after that.',
  ],
  options: {},
  async run(_given, context) {
    const { say } = context;
    const sealsFrom = await withInstallation(context, ({ ownerUrl }) =>
      asOwner(ownerUrl, async (client) => {
        await client.query('select rotate_cursor_key()');
        const { rows } = await client.query<{ at: Date }>('select max(seals_from) as at from cursor_keys');
        return rows[0]?.at ?? null;
      }),
    );
    say(`The new key seals cursors from ${moment(sealsFrom)} on.`);
  },
});

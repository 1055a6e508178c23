import type { Command } from '../command.js';
import { backUp } from '../commands/back-up.js';
import { checkBackup } from '../commands/check-backup.js';
import { createAdmin } from '../commands/create-admin.js';
import { listKeys } from '../commands/list-keys.js';
import { reactivate } from '../commands/reactivate.js';
import { recount } from '../commands/recount.js';
import { resetPassword } from '../commands/reset-password.js';
import { revokeKey } from '../commands/revoke-key.js';
import { rotateCursorKey } from '../commands/rotate-cursor-key.js';
import { setupDatabase } from '../commands/setup-database.js';
import { status } from '../commands/status.js';

/** Every command of `npm run admin`. The help is made from this list. */
export const commands: readonly Command[] = [
  setupDatabase,
  createAdmin,
  resetPassword,
  reactivate,
  listKeys,
  revokeKey,
  rotateCursorKey,
  status,
  recount,
  backUp,
  checkBackup,
];

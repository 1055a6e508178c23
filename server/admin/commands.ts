import type { Command } from './command.js';
import { createAdmin } from './commands/create-admin.js';

/** Every command of `npm run admin`. The help is made from this list. */
export const commands: readonly Command[] = [createAdmin];

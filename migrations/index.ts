import type { MigrationObject } from '@mikro-orm/core';
import { Foundation } from './2026-11-23-foundation.js';
import { Access } from './2026-11-25-access.js';
import { Catalogue } from './2026-11-25-catalogue.js';
import { Closure } from './2026-11-25-closure.js';
import { Links } from './2026-11-25-links.js';
import { Process } from './2026-11-25-process.js';
import { Attempts } from './2026-11-27-attempts.js';
import { Cursors } from './2026-11-27-cursors.js';
import { Forgetting } from './2026-11-27-forgetting.js';
import { Lists } from './2026-11-27-lists.js';
import { TicketPaths } from './2026-11-27-ticket-paths.js';
import { Tokens } from './2026-11-27-tokens.js';
import { TwoLogins } from './2026-11-27-two-logins.js';
import { UnfinishedUploads } from './2026-11-27-unfinished-uploads.js';

/** Every migration, oldest first. A new one is a file beside this and a line here. */
const migrations = [
  { name: '2026-11-23-foundation', class: Foundation },
  { name: '2026-11-25-access', class: Access },
  { name: '2026-11-25-catalogue', class: Catalogue },
  { name: '2026-11-25-links', class: Links },
  { name: '2026-11-25-process', class: Process },
  { name: '2026-11-25-closure', class: Closure },
  { name: '2026-11-27-lists', class: Lists },
  { name: '2026-11-27-ticket-paths', class: TicketPaths },
  { name: '2026-11-27-cursors', class: Cursors },
  { name: '2026-11-27-two-logins', class: TwoLogins },
  { name: '2026-11-27-attempts', class: Attempts },
  { name: '2026-11-27-tokens', class: Tokens },
  { name: '2026-11-27-forgetting', class: Forgetting },
  { name: '2026-11-27-unfinished-uploads', class: UnfinishedUploads },
] as const;

/** The names of all migrations, oldest first. */
export const migrationNames: readonly string[] = migrations.map(({ name }) => name);

/** The migrations as MikroORM runs them, with grants and policies for this role. */
export function migrationsFor(role: string): MigrationObject[] {
  return migrations.map(({ name, class: Class }) => ({
    name,
    class: class extends Class {
      constructor(...[driver, config]: ConstructorParameters<MigrationObject['class']>) {
        super(driver, config, role);
      }
    } as MigrationObject['class'],
  }));
}

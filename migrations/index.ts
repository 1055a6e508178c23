import { Foundation } from './2026-11-23-foundation.js';
import { Access } from './2026-11-25-access.js';
import { Catalogue } from './2026-11-25-catalogue.js';
import { Closure } from './2026-11-25-closure.js';
import { Links } from './2026-11-25-links.js';
import { Process } from './2026-11-25-process.js';
import { Cursors } from './2026-11-27-cursors.js';
import { Lists } from './2026-11-27-lists.js';
import { TicketPaths } from './2026-11-27-ticket-paths.js';

/** Every migration, oldest first. A new one is a file beside this and a line here. */
export const migrations = [
  { name: '2026-11-23-foundation', class: Foundation },
  { name: '2026-11-25-access', class: Access },
  { name: '2026-11-25-catalogue', class: Catalogue },
  { name: '2026-11-25-links', class: Links },
  { name: '2026-11-25-process', class: Process },
  { name: '2026-11-25-closure', class: Closure },
  { name: '2026-11-27-lists', class: Lists },
  { name: '2026-11-27-ticket-paths', class: TicketPaths },
  { name: '2026-11-27-cursors', class: Cursors },
];

import { Foundation } from './2026-11-23-foundation.js';
import { Access } from './2026-11-25-access.js';
import { Catalogue } from './2026-11-25-catalogue.js';

/** Every migration, oldest first. A new one is a file beside this and a line here. */
export const migrations = [
  { name: '2026-11-23-foundation', class: Foundation },
  { name: '2026-11-25-access', class: Access },
  { name: '2026-11-25-catalogue', class: Catalogue },
];

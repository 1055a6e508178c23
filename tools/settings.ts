import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Reads `.env` of the top folder, where there is one. What the environment sets already goes before. */
const file = join(import.meta.dirname, '../.env');
if (existsSync(file)) process.loadEnvFile(file);

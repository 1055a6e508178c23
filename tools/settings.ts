import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Reads `.env` in the top folder, if it exists. Variables of the environment take precedence. */
const file = join(import.meta.dirname, '../.env');
if (existsSync(file)) process.loadEnvFile(file);

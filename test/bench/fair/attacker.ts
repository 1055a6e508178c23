/* One account at its maximum load, in a process that ends with its input and prints its counts. */
import { type Attack, attack } from './attacks.js';

const over = new AbortController();
process.stdin.on('end', () => over.abort()).resume();
const counts = await attack(JSON.parse(process.argv[2] ?? '') as Attack, over.signal);
process.stdout.write(`${JSON.stringify(counts)}\n`);

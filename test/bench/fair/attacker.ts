/* One account that does its worst, in a process of its own; it ends when its input does, and says what it was answered. */
import { type Attack, attack } from './attacks.js';

const over = new AbortController();
process.stdin.on('end', () => over.abort()).resume();
const counts = await attack(JSON.parse(process.argv[2] ?? '') as Attack, over.signal);
process.stdout.write(`${JSON.stringify(counts)}\n`);

import { memoryInUse } from './memory-in-use.js';

/* Preloaded into the server: SIGUSR2 prints the memory that is in use. */

let asked = 0;

process.on('SIGUSR2', () => {
  asked += 1;
  process.stdout.write(`memory ${asked}: ${JSON.stringify(memoryInUse())} end\n`);
});

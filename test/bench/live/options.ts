import { parseArgs } from 'node:util';
import { atLeast, UsageError } from '../options.js';

export const usage = `npm run bench:live -- [options]

  --subscribers N,…  numbers of subscribers (1000)
  --rounds N         rounds; each measures all servers, one after the other (3)
  --seconds S        how long each of these measurements lasts (3)
  --patience S       how long what has not arrived is awaited (5)
  --only TEXT        only cases whose name has this text (all)
  --quick            all cases with 20 subscribers, once and shortly: it measures nothing, but fails when an item is missing
  --json             a line of JSON on stdout; the table goes to stderr then
`;

export interface Options {
  subscribers: number[];
  rounds: number;
  seconds: number;
  patienceMs: number;
  only: string;
  quick: boolean;
  json: boolean;
}

/** Parses the arguments; null for help. */
export function optionsOf(args: string[]): Options | null {
  const values = parse(args);
  if (values.help) return null;
  const quick = values.quick ? { subscribers: '20', rounds: '1', seconds: '0.2', patience: '30' } : {};
  const given = { ...values, ...quick };
  return {
    subscribers: given.subscribers.split(',').map((number) => atLeast(1, '--subscribers', number)),
    rounds: atLeast(1, '--rounds', given.rounds),
    seconds: atLeast(0.1, '--seconds', given.seconds),
    patienceMs: 1000 * atLeast(0.1, '--patience', given.patience),
    only: given.only,
    quick: given.quick,
    json: given.json,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        subscribers: { type: 'string', default: '1000' },
        rounds: { type: 'string', default: '3' },
        seconds: { type: 'string', default: '3' },
        patience: { type: 'string', default: '5' },
        only: { type: 'string', default: '' },
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

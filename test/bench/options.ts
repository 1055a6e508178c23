import { parseArgs } from 'node:util';

export const usage = `npm run bench -- [options]

  --tickets N   tickets to load (100000)
  --rounds N    rounds; each measures both servers at each work, one after the other (5)
  --seconds S   how long each of these measurements lasts (2)
  --warm-up N   requests of each work to each server before it is measured (600)
  --only TEXT   only works whose name has this text, and not how long others wait; with --fair: only such attacks (all)
  --clients N   connections that ask at once (8)
  --people N    people of one team whom these connections belong to (1)
  --fair        only how long others wait while one account does its worst
  --share X     with --fair: the part of the machine that others load (0.3)
  --json        a line of JSON on stdout; the table goes to stderr then
`;

export interface Options {
  tickets: number;
  rounds: number;
  seconds: number;
  warmUp: number;
  only: string;
  clients: number;
  people: number;
  json: boolean;
  fair: boolean;
  share: number;
}

/** Wrong arguments; the message is for the user who typed them. */
export class UsageError extends Error {}

/** Parses the arguments; null for help. */
export function optionsOf(args: string[]): Options | null {
  const values = parse(args);
  if (values.help) return null;
  return {
    tickets: atLeast(5000, '--tickets', values.tickets),
    rounds: atLeast(1, '--rounds', values.rounds),
    seconds: atLeast(0.1, '--seconds', values.seconds),
    warmUp: atLeast(1, '--warm-up', values['warm-up']),
    only: values.only,
    clients: atLeast(1, '--clients', values.clients),
    people: atLeast(1, '--people', values.people),
    json: values.json,
    fair: values.fair,
    share: atLeast(0.01, '--share', values.share),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        tickets: { type: 'string', default: '100000' },
        rounds: { type: 'string', default: '5' },
        seconds: { type: 'string', default: '2' },
        'warm-up': { type: 'string', default: '600' },
        only: { type: 'string', default: '' },
        clients: { type: 'string', default: '8' },
        people: { type: 'string', default: '1' },
        fair: { type: 'boolean', default: false },
        share: { type: 'string', default: '0.3' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

export function atLeast(least: number, name: string, given: string): number {
  const value = Number(given);
  const fits = Number.isFinite(value) && value >= least && (least < 1 || Number.isInteger(value));
  if (!fits)
    throw new UsageError(`${name} must be ${least < 1 ? 'a number' : 'a whole number'} of at least ${least}`);
  return value;
}

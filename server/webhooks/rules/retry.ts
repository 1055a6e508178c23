const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after each failed attempt the next one comes. After the last one there is none. */
const waits = [
  10 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  3 * HOUR,
  8 * HOUR,
  24 * HOUR,
];

/** When a delivery is sent again after so many failed attempts; null: never, it is dead. `random`, from 0 to 1, spreads them. */
export function nextAttempt(attempts: number, now: Date, random: number): Date | null {
  const wait = waits[attempts - 1];
  return wait === undefined ? null : new Date(now.getTime() + wait * (1 + 0.2 * random));
}

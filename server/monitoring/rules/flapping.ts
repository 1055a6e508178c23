/** How often the alerts of a key began to fire since a time. */
export interface Fires {
  count: number;
  since: Date | null;
}

/** When alerts flap. */
export interface FlapPolicy {
  flapCount: number;
  flapMinutes: number;
}

/** The fires of a key with one more. The count begins again when the minutes have passed. */
export function oneMore({ count, since }: Fires, { flapMinutes }: FlapPolicy, now: Date): Fires {
  const isOver = !since || now.getTime() - since.getTime() > flapMinutes * 60_000;
  return isOver ? { count: 1, since: now } : { count: count + 1, since };
}

/** When alerts that flap stop to count as flapping. */
export function flapsUntil({ since }: Fires, { flapMinutes }: FlapPolicy): Date | null {
  return since && new Date(since.getTime() + flapMinutes * 60_000);
}

/** Whether alerts that flapped until a time are over. */
export function isFlapOver(flapEndsAt: Date | null | undefined, now: Date): boolean {
  return flapEndsAt instanceof Date && flapEndsAt < now;
}

/** Whether the alerts of a key fire and end too often. */
export function isFlapping(
  { count, since }: Fires,
  { flapCount, flapMinutes }: FlapPolicy,
  now: Date,
): boolean {
  return since !== null && count > flapCount && now.getTime() - since.getTime() <= flapMinutes * 60_000;
}

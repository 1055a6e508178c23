/** An upload that was announced and not completed. */
export interface Unfinished {
  size: number;
  expiresAt: Date;
}

/** The limits of announced uploads of one user or API key. */
export interface UnfinishedLimits {
  uploads: number;
  bytes: number;
}

/**
 * The seconds until enough of these uploads have expired for one more of this size; null when it fits now. An upload of any size fits when
 * there is no other.
 */
export function waitForRoom(
  unfinished: readonly Unfinished[],
  size: number,
  { uploads, bytes }: UnfinishedLimits,
  now: Date,
): number | null {
  const left = unfinished.toSorted((a, b) => a.expiresAt.getTime() - b.expiresAt.getTime());
  let count = left.length;
  let sum = left.reduce((all, one) => all + one.size, 0);
  let at = now;
  for (const one of left) {
    if (count < uploads && sum + size <= bytes) break;
    count -= 1;
    sum -= one.size;
    at = one.expiresAt;
  }
  return at === now ? null : Math.max(1, Math.ceil((at.getTime() - now.getTime()) / 1000));
}

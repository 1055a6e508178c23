/** An upload that was announced and is not complete. */
export interface Unfinished {
  size: number;
  expiresAt: Date;
}

/** How much one user or key may have announced and not completed. */
export interface UnfinishedLimits {
  uploads: number;
  bytes: number;
}

/**
 * In how many seconds enough of these uploads will have run out for one more of this size; null when there is room for it now. An upload
 * of any size has room where there is no other.
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

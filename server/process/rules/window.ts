import type { InputCheck } from '../../platform/kernel/check.js';

/** `start` is included, `end` is not. */
export interface Window {
  start: Date;
  end: Date;
}

const LONGEST_MS = 31 * 24 * 3600 * 1000;

/** A window must end after its start, in the future, and be limited in length. */
export function checkWindow(check: InputCheck, { start, end }: Window, now: Date): void {
  if (end <= start) check.fail(['window', 'end'], 'ORDER', 'window.end must be after window.start.');
  else if (end <= now) check.fail(['window', 'end'], 'IN_FUTURE', 'window.end must be in the future.');
  else if (end.getTime() - start.getTime() > LONGEST_MS)
    check.fail(['window', 'end'], 'TOO_LONG', 'A window can last at most 31 days.');
}

/** Whether a moment is not in the window that the plan has. */
export function outsideWindow({ window }: { window?: Window | null | undefined }, now: Date): boolean {
  return Boolean(window) && (now < (window?.start ?? now) || now >= (window?.end ?? now));
}

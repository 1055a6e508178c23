interface Quiet {
  /** When the quiet time of a resolved ticket began. */
  quietSince: Date;
  /** When it ends and the ticket closes; null: never. */
  autoCloseAt: Date | null;
}

/** The quiet time of a resolved ticket that begins again: it stays as long as it was, whatever the closure policy is now. */
export function quietFrom(
  now: Date,
  { quietSince, autoCloseAt }: { [Field in keyof Quiet]?: Date | null },
): Quiet {
  if (!quietSince || !autoCloseAt) return { quietSince: now, autoCloseAt: null };
  // In a unit of work, times may come as texts.
  const length = new Date(autoCloseAt).getTime() - new Date(quietSince).getTime();
  return { quietSince: now, autoCloseAt: new Date(now.getTime() + length) };
}

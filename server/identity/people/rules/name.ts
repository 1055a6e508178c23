import { isVisible, onePlainLine } from '../../../platform/kernel/texts.js';

/** A name for a person of whom only claims are known: their name, or the part of their address before the @. */
export function nameFrom(claimed: string | null, email: string): string {
  for (const candidate of [claimed ?? '', email.split('@')[0] ?? '']) {
    const name = onePlainLine(candidate.toWellFormed());
    if (isVisible(name)) return [...name].slice(0, 50).join('').trim();
  }
  return email.slice(0, 50);
}

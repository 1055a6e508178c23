/** A name for a person of whom only claims are known: their name, or the part of their address before the @. */
export function nameFrom(claimed: string | null, email: string): string {
  for (const candidate of [claimed ?? '', email.split('@')[0] ?? '']) {
    const name = candidate.toWellFormed().replaceAll(/\p{C}/gu, '').trim().normalize('NFC');
    if (/[^\p{Z}\p{C}]/u.test(name)) return [...name].slice(0, 50).join('');
  }
  return email.slice(0, 50);
}

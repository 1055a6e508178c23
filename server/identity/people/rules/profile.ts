/** Whether a text has the form of a telephone number. */
export function isPhone(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '').length;
  return /^\+?[\d ()./-]+$/.test(text) && digits >= 3 && digits <= 15;
}

/** The usual form of a BCP 47 language tag; null when the text is none. */
export function canonicalLocale(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text)[0] ?? null;
  } catch {
    return null;
  }
}

/** The name of an IANA time zone with its usual case; null when the text is none. Other names of the same zone are kept. */
export function canonicalTimeZone(text: string): string | null {
  if (!/^[a-z]/i.test(text)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
    return timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text;
  } catch {
    return null;
  }
}

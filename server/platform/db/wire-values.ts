/**
 * A parameter as PostgreSQL reads it in text, or as bytes. Moments are written in UTC, lists as arrays with every element in quotes, other
 * objects as JSON. It never throws halfway through a packet: what it can not write is found out before anything is sent.
 */
export function wireValue(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return arrayText(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The text of an array: an element in quotes is never taken for the word NULL, and commas and spaces are kept. */
export function arrayText(elements: readonly unknown[]): string {
  const texts = elements.map((element) => {
    const text = wireValue(element);
    if (Buffer.isBuffer(text)) throw new Error('an array of bytes can not be sent');
    return text === null ? 'NULL' : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
  });
  return `{${texts.join(',')}}`;
}

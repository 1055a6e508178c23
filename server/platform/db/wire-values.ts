/**
 * A parameter in PostgreSQL's text form, or as bytes. Times are written in UTC, lists as arrays with every element in quotes, other objects
 * as JSON. It never throws in the middle of a packet: values that cannot be written are found before anything is sent.
 */
export function wireValue(value: unknown): string | Buffer | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (Buffer.isBuffer(value)) return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return arrayText(value);
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** The text of an array: an element in quotes is never read as NULL, and commas and spaces are kept. */
export function arrayText(elements: readonly unknown[]): string {
  const texts = elements.map((element) => {
    const text = wireValue(element);
    if (Buffer.isBuffer(text)) throw new Error('an array of bytes can not be sent');
    return text === null ? 'NULL' : `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
  });
  return `{${texts.join(',')}}`;
}

/** An opaque cursor that holds plain values. `kind` names the list, so that cursors of other lists are refused. */
export function encodeCursor(kind: string, values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([kind, ...values])).toString('base64url');
}

/** The values in a cursor of this kind; null when the cursor is damaged, forged, or of another list. */
export function decodeCursor(kind: string, cursor: string): (string | number)[] | null {
  if (cursor.length > 1000) return null;
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (!Array.isArray(parsed) || parsed[0] !== kind) return null;
    const values: unknown[] = parsed.slice(1);
    return values.every((v) => typeof v === 'string' || typeof v === 'number')
      ? (values as (string | number)[])
      : null;
  } catch {
    return null;
  }
}

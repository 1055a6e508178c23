/** The bearer token of an `Authorization` header; null when the header has none. https://www.rfc-editor.org/rfc/rfc6750 */
export function bearerOf(authorization: unknown): string | null {
  if (typeof authorization !== 'string') return null;
  return /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1] ?? null;
}

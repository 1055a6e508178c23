/** What an `Authorization` value carries as bearer, whatever it is; null when it is none. https://www.rfc-editor.org/rfc/rfc6750 */
export function bearerOf(authorization: unknown): string | null {
  if (typeof authorization !== 'string') return null;
  return /^Bearer +(\S+)$/i.exec(authorization.trim())?.[1] ?? null;
}

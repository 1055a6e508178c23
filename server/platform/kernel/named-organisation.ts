const PART = /^[\w-]{22}$/;

/** The id of an organisation as secrets of ours begin with it: its 16 bytes in base64url, which are 22 characters. */
export function organisationPart(organisationId: string): string {
  return Buffer.from(organisationId.replaceAll('-', ''), 'hex').toString('base64url');
}

/**
 * The organisation that a secret of the form `prefix_organisation.secret` says it belongs to, in one spelling only; null when it says
 * none. Anyone can write one: whether it is true is found out by looking for the secret there.
 */
export function namedOrganisation(secret: string): string | null {
  const [, part = ''] = /^tw[a-z]_([^.]*)\./.exec(secret) ?? [];
  if (!PART.test(part)) return null;
  const hex = Buffer.from(part, 'base64url').toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return organisationPart(id) === part ? id : null;
}

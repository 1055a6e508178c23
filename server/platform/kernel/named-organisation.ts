const PART = /^[\w-]{22}$/;

/** The id of an organisation in the form that secrets begin with: its 16 bytes in base64url (22 characters). */
export function organisationPart(organisationId: string): string {
  return Buffer.from(organisationId.replaceAll('-', ''), 'hex').toString('base64url');
}

/**
 * The organisation that a secret of the form `prefix_organisation.secret` names; null when it names none, or in another spelling. A forged
 * secret can name any organisation, so the secret must be looked up there.
 */
export function namedOrganisation(secret: string): string | null {
  const [, part = ''] = /^tw[a-z]_([^.]*)\./.exec(secret) ?? [];
  if (!PART.test(part)) return null;
  const hex = Buffer.from(part, 'base64url').toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return organisationPart(id) === part ? id : null;
}

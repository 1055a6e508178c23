/** Texts that can be the id of an organisation, and nothing else in a statement. */
const organisationIds = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The statement that binds the transaction to an organisation: row-level security shows it nothing else. `set` takes no parameters, so the id
 * is checked here.
 */
export function bindTo(organisationId: string): string {
  if (!organisationIds.test(organisationId)) throw new Error('not an organisation');
  return `set local app.organisation_id = '${organisationId}'`;
}

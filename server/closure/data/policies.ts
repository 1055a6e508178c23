import type { ActorReads } from '../../platform/actor/actor-reads.js';
import type { CommandContext } from '../../platform/commands/command-context.js';
import { type Sql, sql } from '../../platform/db/sql.js';
import { type ClosurePolicy, policiesFrom } from '../rules/quiet.js';

type Policies = ReturnType<typeof policiesFrom>;
/** A policy that an organisation has changed. */
export type StoredPolicy = ClosurePolicy & { type: string };

/** The policies that an organisation has changed from the defaults. */
export function changedPolicies(organisationId: string): Sql<StoredPolicy> {
  return sql<StoredPolicy>`select ticket_type as type, auto_close_days as "autoCloseDays", survey
    from closure_policies where organisation_id = ${organisationId}`;
}

/** The policy for a ticket that is being changed. */
export async function policyOf(command: CommandContext, type: string): Promise<ClosurePolicy> {
  return policyFor(policiesFrom(await command.query(changedPolicies(command.organisationId))), type);
}

/** The policies of the actor's organisation, for all types. */
export async function policiesOfOrganisations(
  reads: ActorReads,
  ids: readonly string[],
): Promise<(Policies | null)[]> {
  const policies = policiesFrom(await reads.query(changedPolicies(reads.organisationId)));
  return ids.map((id) => (id === reads.organisationId ? policies : null));
}

/** The policy for one type. */
export function policyFor(policies: Policies | null, type: string): Policies[number] {
  const found = policies?.find((policy) => policy.type === type);
  if (!found) throw new Error(`there is no closure policy for ${type}`);
  return found;
}

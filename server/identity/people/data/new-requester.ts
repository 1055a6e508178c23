import type { Gathering } from '../../../platform/commands/command.js';
import { type Sql, sql } from '../../../platform/db/sql.js';
import { asciiAddress } from '../rules/email.js';
import { insertWords } from './words.js';

/** A user with the e-mail address of a requester, if there is one. */
export interface FoundRequester {
  id: string | null;
  active: boolean | null;
  /** Whether a new user can have the address. */
  isFree: boolean;
}

/** SQL that lets transactions that take the same e-mail address, or one that looks the same, go one after the other. */
export function oneAddressAtATime(email: string): Sql {
  return sql`pg_advisory_xact_lock(hashtextextended('address ' || name_skeleton(${asciiAddress(email)}::text), 0))`;
}

/** Finds the user with an e-mail address, in two statements: the second one sees what a transaction before this one wrote. */
export function requesterByAddress({ me, organisationId }: Gathering, email: string) {
  return {
    addressTurn: sql`select ${oneAddressAtATime(email)} from ${me}`,
    requesters: sql<FoundRequester>`select u.id, u.active,
        address_is_free(${email}, name_skeleton(${asciiAddress(email)}::text)) as "isFree"
      from ${me} left join users u on u.organisation_id = ${organisationId} and u.email = ${email}`,
  };
}

/** Parts of a `with`: they insert a new requester, who cannot sign in with a password. */
export function insertRequester(
  organisationId: string,
  user: { id: string; name: string; email: string; createdAt: Date },
): Sql {
  const { id, name, email, createdAt } = user;
  return sql`requester_address as (
      insert into addresses (email, skeleton, organisation_id, user_id)
      values (${email}, name_skeleton(${asciiAddress(email)}::text), ${organisationId}, ${id})
    ), requester as (
      insert into users (organisation_id, id, name, email, role, active, version, created_at)
      values (${organisationId}, ${id}, ${name}, ${email}, 'REQUESTER', true, 1, ${createdAt})
    ), requester_words as (
      ${insertWords(organisationId, id, { name, email })}
    )`;
}

import type { Pool } from 'pg';
import { newId } from '../platform/kernel/ids.js';
import { asOwner } from './owner.js';

/** Whether to create demo data: the database is empty, or the creation was interrupted. */
export function wantsDemoData(url: string): Promise<boolean> {
  return asOwner(url, async (client) => {
    const { rows } = await client.query<{ wanted: boolean }>(
      "select not exists (select 1 from organisations where demo is distinct from 'SEEDING') as wanted",
    );
    return rows[0]?.wanted ?? false;
  });
}

/** Whether an organisation with demo accounts exists. */
export async function hasDemoData(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ demo: boolean }>('select has_demo_accounts() as demo');
  return rows[0]?.demo ?? true;
}

export interface DemoAccount {
  organisationId: string;
  userId: string;
  passwordHash: string | null;
}

/** The accounts with these addresses in organisations with demo data. */
export async function demoAccountsOf(pool: Pool, emails: readonly string[]): Promise<DemoAccount[]> {
  const { rows } = await pool.query<DemoAccount>(
    `select organisation_id as "organisationId", user_id as "userId", password_hash as "passwordHash" from demo_accounts($1)`,
    [emails],
  );
  return rows;
}

/** Marks the demo data as complete. */
export function demoDataIsComplete(url: string): Promise<void> {
  return asOwner(
    url,
    async (client) =>
      void (await client.query("update organisations set demo = 'SEEDED' where demo = 'SEEDING'")),
  );
}

export interface NewOrganisation {
  name: string;
  team: string;
  queue: string;
  demo: boolean;
}

export interface OrganisationIds {
  organisationId: string;
  teamId: string;
  queueId: string;
}

/** Creates an organisation with its first team and default queue. An existing organisation with this name is not changed. */
export function createOrganisation(url: string, given: NewOrganisation): Promise<OrganisationIds> {
  return asOwner(url, async (client) => {
    await client.query('begin');
    await client.query('lock table organisations in share row exclusive mode');
    const found = await client.query<OrganisationIds>(
      `select o.id as "organisationId", q.team_id as "teamId", q.id as "queueId" from organisations o
       join queues q on q.organisation_id = o.id and q.id = o.default_queue_id where o.name = $1`,
      [given.name],
    );
    if (found.rows[0]) {
      await client.query('rollback');
      return found.rows[0];
    }
    const [organisationId, teamId, queueId] = [newId(), newId(), newId()];
    const demo = given.demo ? 'SEEDING' : null;
    await client.query('insert into organisations (id, name, demo) values ($1, $2, $3)', [
      organisationId,
      given.name,
      demo,
    ]);
    await client.query('select add_usual_resolution_codes($1)', [organisationId]);
    await client.query('insert into event_heads (organisation_id) values ($1)', [organisationId]);
    await client.query('insert into teams (organisation_id, id, name) values ($1, $2, $3)', [
      organisationId,
      teamId,
      given.team,
    ]);
    await client.query('insert into queues (organisation_id, id, name, team_id) values ($1, $2, $3, $4)', [
      organisationId,
      queueId,
      given.queue,
      teamId,
    ]);
    await client.query('update organisations set default_queue_id = $2 where id = $1', [
      organisationId,
      queueId,
    ]);
    await client.query('commit');
    return { organisationId, teamId, queueId };
  });
}

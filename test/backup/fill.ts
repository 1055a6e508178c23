import { Cast } from '../denied/cast.js';
import { Made } from '../denied/made.js';
import { calls } from '../denied/mutations.js';
import { mutations as table } from '../denied/mutations-table.js';
import { outcomeOf } from '../denied/outcome.js';
import type { Program } from '../faults/support.js';
import { Client } from '../harness/client.js';
import { attachText } from '../harness/upload.js';
import type { World } from '../harness/world.js';
import { query } from './cluster.js';

/** A running program, as tests see one. */
export function worldOf(program: Program, ownerUrl: string): World {
  const url = () => program.url;
  const email = (name: string) => (name.includes('@') ? name : `${name}@example.com`);
  return {
    url: program.url,
    as: (name: string) => Client.signIn(url, email(name), 'demo'),
    anonymous: () => new Client(url, null),
    withToken: (token: string) => new Client(url, token),
    rows: (statement: string, values?: unknown[]) => query(ownerUrl, statement, values),
  } as World;
}

/** Does every mutation of the contract once, on something made for it, so that tables are not empty. */
export async function doEverything(world: World): Promise<void> {
  const cast = await Cast.of(world);
  const made = Made.inOpen(cast);
  const roles = ['admin', 'requester', 'key', 'nobody'] as const;
  for (const [name, call] of Object.entries(calls)) {
    // What is about oneself ends sessions that are still needed.
    const role = call.own ? undefined : roles.find((it) => table.get(name)?.[it] === '+');
    if (role === undefined) continue;
    const client = await cast.caller(role, call.fits);
    const answer = await outcomeOf(
      client,
      name.split(',')[0] ?? name,
      await call.input(made, role),
      call.each,
    );
    if (answer !== '+') throw new Error(`${name} answered ${answer}`);
  }
  await doMore(cast, made);
  await world.anonymous().mutate('signIn', { email: 'nobody@example.com', password: 'wrong' }, 'token');
  // This table needs an identity provider.
  // The schedule soon ends a real one. This one has no cause, so it stays.
  await world.rows(`insert into continuations (organisation_id, id, work, about, caused_by)
    select id, gen_random_uuid(), 'knownError', '{}', 0 from organisations where name = 'Example'`);
  await world.rows(`insert into user_identities (organisation_id, issuer, subject, user_id)
    select organisation_id, 'https://id.example.com', 'subject', id from users where email = 'agent@example.com'`);
}

/** What the mutations above leave out of their inputs: each fills one more table. */
async function doMore(cast: Cast, made: Made): Promise<void> {
  const { admin } = cast;
  const { requestForms, configurationItems } = await admin.ok(
    '{ requestForms { nodes { id } } configurationItems { nodes { id } } }',
  );
  const answers = Object.entries({ what: ['Laptop'], for: 'Rosa', by: '2026-12-01' });
  const form = {
    requestFormId: requestForms.nodes[0].id,
    answers: answers.map(([key, value]) => ({ key, value })),
  };
  await admin.done('createTicket', { form }, '__typename');
  await made.ticket({ affectedItemIds: [configurationItems.nodes[0].id] });
  const ticketId = await made.investigated();
  const evidenceAttachmentIds = [await attachText(admin, ticketId, 'worn')];
  const found = { findings: 'Worn.', rootCause: 'Age.', evidenceAttachmentIds };
  await admin.done('diagnoseTicket', { ticketId, ...found }, '__typename');
  const policy = { ticketType: 'OTHER', rule: 'ANY_ONE', userIds: [cast.id('lead')] };
  await made.named('createApprovalPolicy', 'approvalPolicy', policy);
}

import { afterAll, beforeAll, expect, it } from 'vitest';
import { organisationOf } from '../harness/desk.js';
import { untilWindowIsYoung } from '../harness/window.js';
import { startWorld, type World } from '../harness/world.js';
import { Issuer, person } from '../identity/issuer.js';
import { sumOf } from './exposition.js';
import { scrape } from './support.js';

let issuer: Issuer;
let world: World;
beforeAll(async () => {
  issuer = await Issuer.start();
  world = await startWorld(async (databaseUrl) => ({
    ...issuer.settings,
    OIDC_ORGANISATION: await organisationOf(databaseUrl, 'Example'),
    SIGN_IN_ATTEMPTS_PER_ACCOUNT: '2',
  }));
  await untilWindowIsYoung();
});
afterAll(async () => {
  await world.stop();
  await issuer.stop();
});

const counted = async (name: string, labels: Record<string, string>): Promise<number> => {
  const metrics = await scrape(world);
  return metrics.has(name) ? sumOf(metrics, name, labels) : 0;
};
const tickets = '{ tickets { totalCount } }';

it('sign-ins are counted by method and outcome', async () => {
  const attempt = (email: string, password: string) =>
    world.anonymous().mutate('signIn', { email, password }, 'token');
  await world.as('lead');
  for (const email of ['agent@example.com', 'nobody@example.com'])
    for (let i = 0; i < 3; i += 1) await attempt(email, 'wrong');
  await world.withToken(await issuer.token(person('ada', 'agent@example.com'))).ok(tickets);
  await world.withToken(await issuer.token({ sub: 'nobody' })).refused(tickets);
  const signIns = (method: string, outcome: string) =>
    counted('ticketwire_sign_ins_total', { method, outcome });
  expect([
    await signIns('password', 'ok'),
    await signIns('password', 'wrong'),
    await signIns('password', 'limited'),
  ]).toEqual([1, 4, 2]);
  expect([await signIns('oidc', 'ok'), await signIns('oidc', 'refused')]).toEqual([1, 1]);
});

it('uses of API keys are counted, and refusals by reason', async () => {
  const admin = await world.as('admin');
  const { secret, apiKey } = await admin.done(
    'createApiKey',
    { name: 'Counted', scopes: ['TICKETS_READ'] },
    'secret apiKey { id }',
  );
  const key = world.withToken(secret);
  await key.ok(tickets);
  await key.ok(tickets);
  await key.mutate('createTicket', { type: 'INCIDENT', subject: 'x', description: 'y' }, '__typename');
  await admin.done('revokeApiKey', { apiKeyId: apiKey.id }, '__typename');
  await key.refused(tickets);
  await world.withToken('twk_never-given-to-anybody').refused(tickets);
  const uses = (outcome: string) => counted('ticketwire_key_uses_total', { outcome });
  expect([await uses('ok'), await uses('revoked'), await uses('unknown')]).toEqual([3, 1, 1]);
  const refusals = (kind: string, reason: string) => counted('ticketwire_refusals_total', { kind, reason });
  expect([
    await refusals('payload', 'FORBIDDEN'),
    await refusals('key', 'REVOKED'),
    await refusals('token', 'INVALID'),
    await refusals('token', 'EMAIL_NOT_VERIFIED'),
  ]).toEqual([1, 1, 1, 1]);
});

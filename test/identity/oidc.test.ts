import { base64url, exportJWK, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, organisationOf, report } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { follow, RawSocket } from '../live/support.js';
import { AUDIENCE, Issuer, person } from './issuer.js';

let issuer: Issuer;
let world: World;
let admin: Client;

async function worldOf(provider: Issuer, more: NodeJS.ProcessEnv = {}): Promise<World> {
  return startWorld(async (databaseUrl) => ({
    ...provider.settings,
    OIDC_ORGANISATION: await organisationOf(databaseUrl, 'Example'),
    OIDC_JWKS_COOLDOWN_SECONDS: '1',
    OIDC_JWKS_CACHE_SECONDS: '2',
    ...more,
  }));
}

beforeAll(async () => {
  issuer = await Issuer.start();
  world = await worldOf(issuer);
  admin = await world.as('admin');
});
afterEach(() => {
  issuer.broken = null;
});
afterAll(async () => {
  await world.stop();
  await issuer.stop();
});

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** The order of the curve P-256. If (r, s) is a valid signature, (r, n - s) is valid as well. */
const n = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

async function otherForm(token: string): Promise<string> {
  const [header, body, signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const s = n - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  const other = Buffer.from(s.toString(16).padStart(64, '0'), 'hex');
  return `${header}.${body}.${Buffer.concat([bytes.subarray(0, 32), other]).toString('base64url')}`;
}

const whoAmI = '{ viewer { id name email role organisation { name } } }';
const tickets = '{ tickets { totalCount } }';
const as = (token: string): Client => world.withToken(token);

/** The refusal of a token over HTTP and WebSocket, which changes nothing. */
async function refusal(token: string): Promise<unknown> {
  const error = await changingNothing(world, () => as(token).refused(tickets));
  expect(error.extensions?.code).toBe('UNAUTHENTICATED');
  const socket = await new RawSocket(world.url).open();
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  expect(await socket.closed).toEqual({ code: 4403 });
  return error.extensions?.reason;
}

describe('an access token of the identity provider', () => {
  it('is accepted over HTTP and WebSocket', async () => {
    const token = await issuer.token(person('ada', 'agent@example.com'));
    const { viewer } = await as(token).ok(whoAmI);
    expect(viewer).toMatchObject({
      email: 'agent@example.com',
      role: 'AGENT',
      organisation: { name: 'Example' },
    });
    const client = as(token);
    const stream = await follow(client);
    const made = await report(client, { subject: 'By a token of the provider' });
    const [event] = await stream.eventsUntil(1);
    expect(event).toMatchObject({ type: 'TICKET_CREATED', ticket: { id: made.id } });
    await client.close();
  });

  it('closes its sockets with 4403 within seconds when it expires, with the reason EXPIRED', async () => {
    const exp = Math.floor(Date.now() / 1000) - 1;
    const token = await issuer.token(person('ada', 'agent@example.com', { exp }));
    const socket = await new RawSocket(world.url).connect(token);
    socket.subscribe('1', 'subscription { ticketEvents { __typename } }');
    await socket.message((message) => message.type === 'next');
    expect(await socket.closed).toEqual({ code: 4403 });
    expect(Date.now() / 1000 - exp).toBeLessThan(5 + 5);
    expect(await refusal(token)).toBe('EXPIRED');
  });

  it('is bound to its subject at the first use: a later change of address has no effect', async () => {
    const first = await as(await issuer.token(person('moved', 'lead@example.com'))).ok(whoAmI);
    const later = await as(await issuer.token({ sub: 'moved' })).ok(whoAmI);
    expect(later).toEqual(first);
    const elsewhere = await as(await issuer.token(person('moved', 'agent@example.com'))).ok(whoAmI);
    expect(elsewhere).toEqual(first);
  });

  it('gives no access to an account whose address the provider later assigned to another person', async () => {
    await as(await issuer.token(person('first-owner', 'agent2@example.com'))).ok(whoAmI);
    expect(await refusal(await issuer.token(person('second-owner', 'agent2@example.com')))).toBe(
      'OTHER_IDENTITY',
    );
  });

  it('creates one requester for a new person, even if many requests arrive at once', async () => {
    const claims = person('new-one', 'New.Person@example.com', { name: 'Nia New' });
    const token = await issuer.token(claims);
    const other = await issuer.token({ ...claims, jti: 'another' });
    const answers = await Promise.all(
      [token, other, token, other, token, other].map((given) => as(given).ok(whoAmI)),
    );
    expect(new Set(answers.map(({ viewer }) => viewer.id)).size).toBe(1);
    expect(answers[0].viewer).toMatchObject({
      name: 'Nia New',
      email: 'new.person@example.com',
      role: 'REQUESTER',
    });
    const { users } = await admin.ok(
      '{ users(filter: { emails: ["new.person@example.com"] }) { totalCount } }',
    );
    expect(users.totalCount).toBe(1);
    const { sessions } = await as(token).ok('{ sessions { totalCount nodes { method } } }');
    expect(sessions).toEqual({ totalCount: 2, nodes: [{ method: 'OIDC' }, { method: 'OIDC' }] });
  });

  it.each<[string, JWTPayload, string]>([
    ['no name', {}, 'nameless'],
    ['a name of control characters', { name: '\u0000\u202e' }, 'nameless'],
    ['a preferred name', { preferred_username: 'nn' }, 'nn'],
    ['a name that is too long', { name: 'x'.repeat(500) }, 'x'.repeat(50)],
  ])('creates a user for a person with %s', async (what, more, name) => {
    const token = await issuer.token(person(what, `nameless@${what.replaceAll(' ', '-')}.example`, more));
    expect((await as(token).ok(whoAmI)).viewer.name).toBe(name);
  });

  it('works without expiry until the last representable time', async () => {
    const token = await issuer.token(person('for-ever', 'for-ever@example.com', { exp: 1e17 }));
    const { sessions } = await as(token).ok('{ sessions { nodes { expiresAt } } }');
    expect(sessions.nodes).toEqual([{ expiresAt: '9999-12-31T23:59:59.000Z' }]);
  });

  it('lets its user set no password, which would remain valid after the provider blocks them', async () => {
    const client = as(await issuer.token(person('no-password', 'no-password@example.com')));
    const { viewer } = await client.ok(whoAmI);
    for (const more of [{}, { currentPassword: 'a guess' }]) {
      const input = { userId: viewer.id, password: 'a back door', ...more };
      const { errors } = await changingNothing(world, () => client.mutate('updateUser', input, '__typename'));
      expect(errors).toMatchObject([{ __typename: 'ForbiddenError', reason: 'NO_PASSWORD' }]);
    }
  });

  it('is refused after its session is revoked or its account deactivated', async () => {
    const token = await issuer.token(person('leaver', 'leaver@example.com'));
    const { viewer } = await as(token).ok(whoAmI);
    const second = await issuer.token(person('leaver', 'leaver@example.com', { jti: '2' }));
    await as(second).ok(whoAmI);
    const { sessions } = await as(second).ok('{ sessions { nodes { id current } } }');
    const other = sessions.nodes.find((session: { current: boolean }) => !session.current);
    await as(second).done('revokeSession', { sessionId: other.id }, 'session { revokedAt }');
    expect(await refusal(token)).toBe('REVOKED');
    await as(second).ok(whoAmI);
    await admin.done('deactivateUser', { userId: viewer.id }, 'user { active }');
    expect(await refusal(second)).toBe('DEACTIVATED');
    expect(await refusal(await issuer.token(person('leaver', 'leaver@example.com', { jti: '3' })))).toBe(
      'DEACTIVATED',
    );
  });
});

describe('a person with a valid token of the provider', () => {
  it.each<[string, JWTPayload, string]>([
    ['without an address', { sub: 'x1' }, 'EMAIL_NOT_VERIFIED'],
    [
      'with an address that is not verified',
      person('x2', 'admin@example.com', { email_verified: false }),
      'EMAIL_NOT_VERIFIED',
    ],
    [
      'with an address without the claim email_verified',
      { sub: 'x3', email: 'admin@example.com' },
      'EMAIL_NOT_VERIFIED',
    ],
    ['with an invalid address', person('x4', 'admin'), 'EMAIL_NOT_VERIFIED'],
    [
      'with an address that only looks like that of an account',
      person('x6', 'Tic\u212aet@example.com'),
      'EMAIL_NOT_VERIFIED',
    ],
    ['with an address of another organisation', person('x5', 'outsider@example.org'), 'OTHER_IDENTITY'],
  ])('is refused %s', async (_what, claims, reason) => {
    expect(await refusal(await issuer.token(claims))).toBe(reason);
  });

  it('gets no account where the provision of accounts is switched off', async () => {
    const strict = await worldOf(issuer, { OIDC_PROVISION: '0' });
    try {
      const token = await issuer.token(person('stranger', 'stranger@example.com'));
      const error = await changingNothing(strict, () => strict.withToken(token).refused(tickets));
      expect(error.extensions).toMatchObject({ code: 'UNAUTHENTICATED', reason: 'UNKNOWN_USER' });
      const known = await issuer.token(person('known', 'agent@example.com'));
      expect((await strict.withToken(known).ok(whoAmI)).viewer.email).toBe('agent@example.com');
    } finally {
      await strict.stop();
    }
  });
});

describe('an invalid token is refused over HTTP and WebSocket, and changes nothing:', () => {
  const claims = person('mallory', 'admin@example.com');
  const now = () => Math.floor(Date.now() / 1000);

  it.each<[string, () => Promise<string>, string]>([
    ['another audience', () => issuer.token({ ...claims, aud: 'https://elsewhere.example' }), 'INVALID'],
    ['no audience', () => issuer.token({ ...claims, aud: undefined }), 'INVALID'],
    ['another issuer', () => issuer.token({ ...claims, iss: 'https://elsewhere.example' }), 'INVALID'],
    ['an issuer that looks alike', () => issuer.token({ ...claims, iss: `${issuer.url}/` }), 'INVALID'],
    ['another kind of token', () => issuer.token(claims, { typ: 'logout+jwt' }), 'INVALID'],
    ['bound to a key without proof', () => issuer.token({ ...claims, cnf: { jkt: 'x' } }), 'INVALID'],
    ['no subject', () => issuer.token({ ...claims, sub: undefined }), 'INVALID'],
    ['an empty subject', () => issuer.token({ ...claims, sub: '' }), 'INVALID'],
    ['a subject that is too long', () => issuer.token({ ...claims, sub: 'x'.repeat(256) }), 'INVALID'],
    ['a subject of other characters', () => issuer.token({ ...claims, sub: 'x\ud800' }), 'INVALID'],
    ['a subject with U+0000', () => issuer.token({ ...claims, sub: 'x\u0000y' }), 'INVALID'],
    ['no expiry', () => issuer.token({ ...claims, exp: undefined }), 'INVALID'],
    ['expired', () => issuer.token({ ...claims, exp: now() - 60 }), 'EXPIRED'],
    ['not valid yet', () => issuer.token({ ...claims, nbf: now() + 60 }), 'INVALID'],
    ['an unknown critical header', () => critical(), 'INVALID'],
    [
      'a key that the provider does not have',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return issuer.token(claims, { kid: 'nobody' }, { ...issuer.key, privateKey });
      },
      'INVALID',
    ],
    [
      "a key that only calls itself the provider's",
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return issuer.token(claims, {}, { ...issuer.key, privateKey });
      },
      'INVALID',
    ],
    [
      'a key that it brings along',
      async () => {
        const { privateKey, publicKey } = await generateKeyPair('RS256');
        return issuer.token(claims, { jwk: await exportJWK(publicKey) }, { ...issuer.key, privateKey });
      },
      'INVALID',
    ],
    [
      'the address of a key that it brings along',
      async () => {
        const { privateKey } = await generateKeyPair('RS256');
        return issuer.token(
          claims,
          { jku: 'http://127.0.0.1:9/keys', x5u: 'http://127.0.0.1:9/' },
          { ...issuer.key, privateKey },
        );
      },
      'INVALID',
    ],
    [
      'another algorithm of the same key',
      async () => {
        const privateKey = (await importJWK(await exportJWK(issuer.key.privateKey), 'RS512')) as CryptoKey;
        return issuer.token(claims, {}, { ...issuer.key, alg: 'RS512', privateKey });
      },
      'INVALID',
    ],
    [
      'the public key as a shared secret',
      async () => {
        const secret = new TextEncoder().encode(JSON.stringify(issuer.key.jwk));
        return new SignJWT({ iss: issuer.url, aud: AUDIENCE, exp: now() + 300, ...claims })
          .setProtectedHeader({ alg: 'HS256', kid: issuer.key.kid })
          .sign(secret);
      },
      'INVALID',
    ],
    ['no signature', async () => unsigned({ alg: 'none' }), 'INVALID'],
    ['no signature, by another spelling', async () => unsigned({ alg: 'nOnE' }), 'INVALID'],
    ['its signature cut off', async () => (await issuer.token(claims)).replace(/[^.]+$/, ''), 'INVALID'],
    [
      'other claims than were signed',
      async () => {
        const [header, , signature] = (await issuer.token(person('ada', 'agent@example.com'))).split('.');
        return `${header}.${encoded({ iss: issuer.url, aud: AUDIENCE, exp: now() + 300, ...claims })}.${signature}`;
      },
      'INVALID',
    ],
    ['nothing of a token but its form', async () => 'aaaaaa.bbbbbb.cccccc', 'INVALID'],
  ])('%s', async (_what, token, reason) => {
    expect(await refusal(await token())).toBe(reason);
  });

  const encoded = (part: object): string => base64url.encode(JSON.stringify(part));
  const unsigned = (header: object): string =>
    `${encoded({ kid: issuer.key.kid, ...header })}.${encoded({ iss: issuer.url, aud: AUDIENCE, exp: now() + 300, ...claims })}.`;
  /** Signed with the provider's key, with a critical header extension that a verifier must understand. */
  const critical = async (): Promise<string> => {
    const { subtle } = globalThis.crypto;
    const header = encoded({ alg: 'RS256', kid: issuer.key.kid, crit: ['x'], x: 1 });
    const body = encoded({ iss: issuer.url, aud: AUDIENCE, exp: now() + 300, ...claims });
    const signature = await subtle.sign(
      'RSASSA-PKCS1-v1_5',
      issuer.key.privateKey,
      new TextEncoder().encode(`${header}.${body}`),
    );
    return `${header}.${body}.${base64url.encode(new Uint8Array(signature))}`;
  };

  it.each<[string, (token: string) => Promise<string>]>([
    ['the other form of an elliptic signature', otherForm],
    [
      'unused bits of its last character',
      async (token) => token.replace(/.$/, (last) => alphabet[alphabet.indexOf(last) ^ 1] ?? ''),
    ],
  ])('a revoked token is still refused with %s', async (_what, rewritten) => {
    const provider = await Issuer.start('ES256');
    const trusting = await worldOf(provider);
    try {
      const token = await provider.token(person('thief', 'agent@example.com'));
      await trusting.withToken(token).ok('mutation { signOut { signedOut } }');
      const again = await rewritten(token);
      expect(again).not.toBe(token);
      const { extensions } = await trusting.withToken(again).refused(tickets);
      expect(['REVOKED', 'INVALID']).toContain(extensions?.reason);
    } finally {
      await trusting.stop();
      await provider.stop();
    }
  });

  it('a token without its signature is not looked up, even if its content is known', async () => {
    const token = await issuer.token(person('ada', 'agent@example.com', { jti: 'in use' }));
    await as(token).ok(whoAmI);
    expect(await refusal(token.replace(/[^.]+$/, (signature) => [...signature].reverse().join('')))).toBe(
      'INVALID',
    );
  });

  it('the attacked account shows no session, record or change', async () => {
    const { sessions } = await admin.ok(
      '{ sessions(filter: { active: true }) { nodes { user { email } method } } }',
    );
    const federated = sessions.nodes.filter((session: { method: string }) => session.method === 'OIDC');
    expect(federated.map(({ user }: { user: { email: string } }) => user.email)).not.toContain(
      'admin@example.com',
    );
  });

  it('a server without a provider accepts no token of a provider', async () => {
    const plain = await startWorld();
    try {
      const token = await issuer.token(person('ada', 'agent@example.com'));
      expect((await plain.withToken(token).refused(tickets)).extensions).toMatchObject({ reason: 'INVALID' });
    } finally {
      await plain.stop();
    }
  });
});

describe('the keys of the provider', () => {
  const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('may change: the server finds a new key, and accepts the old one while it is published', async () => {
    const old = await issuer.token(person('ada', 'agent@example.com'));
    await issuer.rotate();
    await pause(1100);
    const fresh = await issuer.token(person('ada', 'agent@example.com', { jti: 'fresh' }));
    expect((await as(fresh).ok(whoAmI)).viewer.email).toBe('agent@example.com');
    expect((await as(old).ok(whoAmI)).viewer.email).toBe('agent@example.com');
  });

  it('make tokens invalid when they are withdrawn, even tokens that were used before', async () => {
    const token = await issuer.token(person('ada', 'agent@example.com', { jti: 'to be withdrawn' }));
    await as(token).ok(whoAmI);
    await issuer.rotate({ withdraw: true, alg: 'ES256' });
    await pause(2100);
    expect((await as(await issuer.token(person('ada', 'agent@example.com'))).ok(whoAmI)).viewer.role).toBe(
      'AGENT',
    );
    expect(await refusal(token)).toBe('INVALID');
  });

  it('are fetched a limited number of times, whatever keys the tokens name', async () => {
    await pause(1100);
    const before = issuer.requestedPaths.length;
    const { privateKey } = await generateKeyPair('ES256');
    const forged = await Promise.all(
      Array.from({ length: 30 }, (_, i) =>
        issuer.token(person('m', 'm@example.com'), { kid: `made-up-${i}` }, { ...issuer.key, privateKey }),
      ),
    );
    for (const token of forged) await as(token).refused(tickets);
    expect(issuer.requestedPaths.length - before).toBeLessThanOrEqual(2);
  });

  it('cause an outage error, not a token error, when they are unavailable: clients are asked to reconnect', async () => {
    const other = await Issuer.start();
    const away = await worldOf(other);
    try {
      const token = await other.token(person('ada', 'agent@example.com'));
      for (const broken of [
        { status: 500, body: 'no' },
        { status: 200, body: '{}' },
      ]) {
        other.broken = broken;
        const answer = await away.withToken(token).refused(tickets);
        expect(answer.extensions?.code).toBe('INTERNAL_SERVER_ERROR');
        const socket = await new RawSocket(away.url).open();
        socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
        expect(await socket.closed).toEqual({ code: 1013 });
        // Other tokens are not affected.
        expect((await (await away.as('agent')).ok(whoAmI)).viewer.role).toBe('AGENT');
      }
      other.broken = null;
      expect((await away.withToken(token).ok(whoAmI)).viewer.email).toBe('agent@example.com');
    } finally {
      await away.stop();
      await other.stop();
    }
  });
});

import { base64url, exportJWK, exportSPKI, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Client } from '../harness/client.js';
import { changingNothing, organisationOf } from '../harness/desk.js';
import { startWorld, type World } from '../harness/world.js';
import { RawSocket } from '../live/support.js';
import { AUDIENCE, Issuer, person } from './issuer.js';

let issuer: Issuer;
let world: World;
/** A key pair of the attacker. */
let forged: { privateKey: CryptoKey; jwk: JWK };
/** A key that the provider publishes for encryption, not for signatures. */
let forEncryption: CryptoKey;

beforeAll(async () => {
  issuer = await Issuer.start();
  const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
  forged = { privateKey, jwk: await exportJWK(publicKey) };
  const other = await generateKeyPair('RS256', { extractable: true });
  forEncryption = other.privateKey;
  issuer.extraKeys.push(
    { ...(await exportJWK(other.publicKey)), kid: 'for-encryption', use: 'enc', alg: 'RS256' },
    {
      kty: 'oct',
      k: base64url.encode('a secret that the provider has published'),
      kid: 'shared',
      alg: 'HS256',
      use: 'sig',
    },
  );
  world = await startWorld(async (databaseUrl) => ({
    ...issuer.settings,
    OIDC_ORGANISATION: await organisationOf(databaseUrl, 'Example'),
    OIDC_CLOCK_TOLERANCE_SECONDS: '5',
    OIDC_JWKS_COOLDOWN_SECONDS: '1',
  }));
});
afterAll(async () => {
  await world.stop();
  await issuer.stop();
});

const now = (): number => Math.floor(Date.now() / 1000);
const claims = person('mallory', 'admin@example.com');
const usual = (): Record<string, unknown> => ({
  iss: issuer.url,
  aud: AUDIENCE,
  iat: now(),
  exp: now() + 300,
  ...claims,
});
const encoded = (part: unknown): string =>
  base64url.encode(typeof part === 'string' ? part : JSON.stringify(part));

/** Signs exactly this header and body with RS256, with the provider's key or another one. */
async function signed(
  header: object | string,
  body: unknown,
  key: CryptoKey = issuer.key.privateKey,
): Promise<string> {
  const text = `${encoded(header)}.${encoded(body)}`;
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, new TextEncoder().encode(text));
  return `${text}.${base64url.encode(new Uint8Array(signature))}`;
}
const header = (more: object = {}): object => ({ alg: 'RS256', kid: issuer.key.kid, typ: 'at+jwt', ...more });
const byProvider = (more: object) => signed(header(), { ...usual(), ...more });
const byForger = (more: object) => signed(header(more), usual(), forged.privateKey);

async function byShared(secret: string | Uint8Array, more: object = {}, alg = 'HS256'): Promise<string> {
  const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
  return new SignJWT(usual()).setProtectedHeader({ alg, kid: issuer.key.kid, ...more }).sign(bytes);
}
const publicPem = async () =>
  exportSPKI((await importJWK(issuer.key.jwk, 'RS256', { extractable: true })) as CryptoKey);

const tickets = '{ tickets { totalCount } }';
async function refusal(token: string): Promise<unknown> {
  const { extensions } = await changingNothing(world, () => world.withToken(token).refused(tickets));
  expect(extensions?.code).toBe('UNAUTHENTICATED');
  const socket = await new RawSocket(world.url).open();
  socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
  expect(await socket.closed).toEqual({ code: 4403 });
  return extensions?.reason;
}

type Attack = [what: string, token: () => Promise<string>, reason?: string];

const attacks: Record<string, Attack[]> = {
  algorithms: [
    ['none', async () => `${encoded(header({ alg: 'none' }))}.${encoded(usual())}.`],
    ['none, with a signature', async () => await signed(header({ alg: 'none' }), usual())],
    ['NONE', async () => `${encoded(header({ alg: 'NONE' }))}.${encoded(usual())}.`],
    ['an empty one', () => signed(header({ alg: '' }), usual())],
    ['no one', () => signed(header({ alg: undefined }), usual())],
    ['null', () => signed(header({ alg: null }), usual())],
    ['a list', () => signed(header({ alg: ['RS256'] }), usual())],
    ['lower case', () => signed(header({ alg: 'rs256' }), usual())],
    ['a space behind it', () => signed(header({ alg: 'RS256 ' }), usual())],
    ['PS256 over a signature of RS256', () => signed(header({ alg: 'PS256' }), usual())],
    ['ES256 with the key of RS256', () => signed(header({ alg: 'ES256' }), usual())],
    ['EdDSA with the key of RS256', () => signed(header({ alg: 'EdDSA' }), usual())],
    ['a key agreement', () => signed(header({ alg: 'ECDH-ES', enc: 'A256GCM' }), usual())],
  ],
  'public keys as shared secrets': [
    ['the PEM', async () => byShared(await publicPem())],
    ['the PEM without its last line break', async () => byShared((await publicPem()).trim())],
    ['the PEM, by HS384', async () => byShared(await publicPem(), {}, 'HS384')],
    ['the PEM, by HS512', async () => byShared(await publicPem(), {}, 'HS512')],
    ['the JWK', () => byShared(JSON.stringify(issuer.key.jwk))],
    ['the modulus', () => byShared(issuer.key.jwk.n ?? '')],
    ['the bytes of the modulus', () => byShared(base64url.decode(issuer.key.jwk.n ?? ''))],
    [
      'a secret that the provider publishes',
      () => byShared('a secret that the provider has published', { kid: 'shared' }),
    ],
  ],
  keys: [
    ['of another key pair', () => byForger({})],
    ['of another key pair, without a key id', () => byForger({ kid: undefined })],
    ['brought along', () => byForger({ jwk: forged.jwk })],
    [
      'brought along under the name of the provider’s',
      () => byForger({ jwk: { ...forged.jwk, kid: issuer.key.kid } }),
    ],
    ['of an address', () => byForger({ jku: 'http://127.0.0.1:9/keys' })],
    ['of an address of the provider', () => byForger({ jku: `${issuer.url}/keys` })],
    ['of a certificate', () => byForger({ x5c: ['MIIB'], x5t: 'x' })],
    ['of the address of a certificate', () => byForger({ x5u: 'http://127.0.0.1:9/x' })],
    [
      'that the provider has for encryption',
      () => signed(header({ kid: 'for-encryption' }), usual(), forEncryption),
    ],
    ['named by a path', () => byForger({ kid: '../../../../dev/null' })],
    ['named by a statement', () => byForger({ kid: "' union select 'x" })],
    ['named by a command', () => byForger({ kid: '|/usr/bin/id' })],
    ['named by an address', () => byForger({ kid: 'http://127.0.0.1:9/key' })],
    ['named by nothing', () => byForger({ kid: '' })],
    ['named by a number', () => byForger({ kid: 1 })],
    ['named by a list', () => byForger({ kid: [issuer.key.kid] })],
    ['named by a prototype', () => byForger({ kid: '__proto__' })],
    ['with a very long name', () => byForger({ kid: 'k'.repeat(4000) })],
  ],
  signatures: [
    ['none', async () => (await byProvider({})).replace(/[^.]+$/, '')],
    ['of zeros', async () => (await byProvider({})).replace(/[^.]+$/, 'A'.repeat(342))],
    [
      'of zeros, as ES256',
      async () => `${encoded(header({ alg: 'ES256' }))}.${encoded(usual())}.${'A'.repeat(86)}`,
    ],
    ['cut off', async () => (await byProvider({})).slice(0, -4)],
    ['with something behind it', async () => `${await byProvider({})}AAAA`],
    ['padded', async () => `${await byProvider({})}==`],
    [
      'of another token',
      async () => {
        const [, , signature] = (await signed(header(), { ...usual(), sub: 'ada' })).split('.');
        return `${encoded(header())}.${encoded(usual())}.${signature}`;
      },
    ],
    [
      'over another header',
      async () => {
        const [, body, signature] = (await byProvider({})).split('.');
        return `${encoded(header({ typ: 'JWT' }))}.${body}.${signature}`;
      },
    ],
  ],
  headers: [
    ['that must be understood', () => signed(header({ crit: ['x'], x: 1 }), usual())],
    ['that must be understood, and are not there', () => signed(header({ crit: ['exp'] }), usual())],
    ['that must be understood, none', () => signed(header({ crit: [] }), usual())],
    ['that must be understood, no list', () => signed(header({ crit: 'x' }), usual())],
    ['of a body that is not encoded', () => signed(header({ b64: false, crit: ['b64'] }), usual())],
    ['of a proof of possession', () => signed(header({ typ: 'dpop+jwt' }), usual())],
    ['of a logout token', () => signed(header({ typ: 'logout+jwt' }), usual())],
    ['of a security event', () => signed(header({ typ: 'secevent+jwt' }), usual())],
    ['that are no object', () => signed('"RS256"', usual())],
    ['that are a list', () => signed('[]', usual())],
    ['that are no JSON', () => signed('{alg:RS256}', usual())],
  ],
  audiences: [
    ['another', () => byProvider({ aud: 'https://elsewhere.example' })],
    ['none', () => byProvider({ aud: undefined })],
    ['null', () => byProvider({ aud: null })],
    ['an empty text', () => byProvider({ aud: '' })],
    ['an empty list', () => byProvider({ aud: [] })],
    ['a list of other audiences', () => byProvider({ aud: ['https://elsewhere.example', 'x'] })],
    ['a list of a list', () => byProvider({ aud: [[AUDIENCE]] })],
    ['an object', () => byProvider({ aud: { 0: AUDIENCE, length: 1 } })],
    ['one that begins alike', () => byProvider({ aud: `${AUDIENCE}/` })],
    ['another case', () => byProvider({ aud: AUDIENCE.toUpperCase() })],
    ['several in one text', () => byProvider({ aud: `x ${AUDIENCE}` })],
  ],
  issuers: [
    ['another', () => byProvider({ iss: 'https://elsewhere.example' })],
    ['none', () => byProvider({ iss: undefined })],
    ['null', () => byProvider({ iss: null })],
    ['a list with it', () => byProvider({ iss: [issuer.url] })],
    ['an object', () => byProvider({ iss: { toString: issuer.url } })],
    ['with a slash behind it', () => byProvider({ iss: `${issuer.url}/` })],
    ['with a path', () => byProvider({ iss: `${issuer.url}/other-tenant` })],
    ['with a user', () => byProvider({ iss: issuer.url.replace('//', '//x@') })],
    ['another case', () => byProvider({ iss: issuer.url.toUpperCase() })],
    ['a space behind it', () => byProvider({ iss: `${issuer.url} ` })],
  ],
  times: [
    ['run out', () => byProvider({ exp: now() - 60 }), 'EXPIRED'],
    ['run out by more than clocks differ', () => byProvider({ exp: now() - 6 }), 'EXPIRED'],
    ['run out before there were clocks', () => byProvider({ exp: -1 }), 'EXPIRED'],
    ['at zero', () => byProvider({ exp: 0 }), 'EXPIRED'],
    ['no end', () => byProvider({ exp: undefined })],
    ['an end of null', () => byProvider({ exp: null })],
    ['an end as text', () => byProvider({ exp: String(now() + 300) })],
    ['an end as a list', () => byProvider({ exp: [now() + 300] })],
    ['not valid yet', () => byProvider({ nbf: now() + 60 })],
    ['not valid yet, as text', () => byProvider({ nbf: String(now() - 60) })],
    ['not valid yet by a little more than clocks differ', () => byProvider({ nbf: now() + 15 })],
  ],
  subjects: [
    ['none', () => byProvider({ sub: undefined })],
    ['null', () => byProvider({ sub: null })],
    ['empty', () => byProvider({ sub: '' })],
    ['a number', () => byProvider({ sub: 1 })],
    ['a list', () => byProvider({ sub: ['ada'] })],
    ['an object', () => byProvider({ sub: { toString: 'ada' } })],
    ['too long', () => byProvider({ sub: 'x'.repeat(256) })],
    ['with a line break', () => byProvider({ sub: 'ada\n' })],
    ['with half a character', () => byProvider({ sub: 'x\ud800' })],
  ],
  bodies: [
    ['no JSON', () => signed(header(), '{')],
    ['a list', () => signed(header(), [usual()])],
    ['null', () => signed(header(), 'null')],
    ['nothing', () => signed(header(), '')],
    ['bound to a key', () => byProvider({ cnf: { jkt: 'x' } })],
    ['bound to a certificate', () => byProvider({ cnf: { 'x5t#S256': 'x' } })],
    ['bound to nothing', () => byProvider({ cnf: null })],
  ],
  forms: [
    ['five parts', async () => `${encoded({ alg: 'RSA-OAEP', enc: 'A256GCM' })}.a.b.c.d`],
    ['four parts', async () => `${await byProvider({})}.x`],
    ['two parts', async () => (await byProvider({})).replace(/\.[^.]+$/, '')],
    [
      'an organisation before it',
      async () => `tws_${'A'.repeat(22)}.${(await byProvider({})).split('.').slice(1).join('.')}`,
    ],
    ['more than a header holds', () => byProvider({ text: 'x'.repeat(9000) })],
  ],
};

describe.each(Object.entries(attacks))("%s of an identity provider's token", (_kind, of) => {
  it.each(of)(
    '%s: is refused over HTTP and WebSocket and changes nothing',
    async (_what, token, reason = 'INVALID') => {
      expect(await refusal(await token())).toBe(reason);
    },
  );
});

describe('an unusual but valid token is accepted:', () => {
  it.each<[string, () => Promise<string>]>([
    ['one of several audiences', () => byProvider({ aud: ['https://elsewhere.example', AUDIENCE] })],
    ['run out by less than clocks differ', () => byProvider({ exp: now() - 2 })],
    ['not valid yet by less than clocks differ', () => byProvider({ nbf: now() + 3 })],
    ['a fraction of a second', () => byProvider({ exp: now() + 60.5 })],
    ['another kind of JWT', () => signed(header({ typ: 'JWT' }), usual())],
    ['no kind', () => signed(header({ typ: undefined }), usual())],
    ['unknown claims of the maximum size', () => byProvider({ text: 'x'.repeat(4000) })],
  ])('%s', async (_what, token) => {
    const text = await token();
    const { viewer } = await world.withToken(text).ok('{ viewer { email } }');
    expect(viewer.email).toBe('admin@example.com');
  });
});

describe('a token that was accepted once', () => {
  const fresh = (subject: string) =>
    issuer.token(person(subject, `${subject}@example.com`, { jti: String(Math.random()) }));
  const ends: [string, string, (client: Client) => Promise<unknown>][] = [
    ['signed out', 'REVOKED', (client) => client.ok('mutation { signOut { signedOut } }')],
    [
      'its session revoked',
      'REVOKED',
      async (client) => {
        const { sessions } = await client.ok('{ sessions(filter: { active: true }) { nodes { id } } }');
        return client.done('revokeSession', { sessionId: sessions.nodes[0].id }, '__typename');
      },
    ],
    ['all sessions revoked', 'REVOKED', (client) => client.done('revokeSessions', {}, '__typename')],
    [
      'its user deactivated',
      'DEACTIVATED',
      async (client) => {
        const { viewer } = await client.ok('{ viewer { id } }');
        const admin = await world.as('lead');
        await world.rows("update users set role = 'ADMIN' where email = 'lead@example.com'");
        return admin.done('deactivateUser', { userId: viewer.id }, '__typename');
      },
    ],
  ];

  it.each(ends)('is refused in every form once %s', async (what, reason, end) => {
    const token = await fresh(`replayed-${what.replaceAll(' ', '-')}`);
    await end(world.withToken(token));
    expect(await refusal(token)).toBe(reason);
    const [head, body, signature = ''] = token.split('.');
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const last = alphabet[alphabet.indexOf(signature.at(-1) ?? '') ^ 1];
    for (const other of [`${head}.${body}.${signature.slice(0, -1)}${last}`, `${head}.${body}.${signature}A`])
      expect(['INVALID', reason]).toContain(await refusal(other));
  });

  it('keeps its user when its address becomes the address of another user, here or in another organisation', async () => {
    const client = world.withToken(await fresh('settled'));
    const { viewer } = await client.ok('{ viewer { id email } }');
    for (const email of ['agent2@example.com', 'outsider@example.org', 'new@example.com']) {
      const later = world.withToken(await issuer.token(person('settled', email, { jti: email })));
      expect((await later.ok('{ viewer { id email } }')).viewer).toEqual(viewer);
    }
  });

  it('gives no access to another organisation by the address of its user', async () => {
    const before = await world.rows('select count(*) from users');
    expect(await refusal(await issuer.token(person('invader', 'outsider@example.org')))).toBe(
      'OTHER_IDENTITY',
    );
    expect(await world.rows('select count(*) from users')).toEqual(before);
  });
});

it('is accepted with every claim that the provider signs, because the provider is trusted', async () => {
  const token = await issuer.token(person('ada', 'agent@example.com'));
  expect((await world.withToken(token).ok('{ viewer { email } }')).viewer.email).toBe('agent@example.com');
});

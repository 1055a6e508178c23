import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';

export const AUDIENCE = 'https://tickets.example.com/api';

interface Key {
  kid: string;
  alg: string;
  privateKey: CryptoKey;
  jwk: JWK;
}

async function newKey(kid: string, alg: string): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { kid, alg, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

/** A local identity provider with a discovery document, keys and tokens. */
export class Issuer {
  readonly url: string;
  readonly #server: Server;
  #keys: Key[];
  #made = 1;
  /** Keys that it publishes in addition to its own. */
  readonly extraKeys: JWK[] = [];
  /** The paths of all requests, in order. */
  readonly requestedPaths: string[] = [];
  /** If set, the answer to every request. */
  broken: { status: number; body: string } | null = null;

  private constructor(server: Server, key: Key) {
    this.#server = server;
    this.#keys = [key];
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on('request', (request, response) => {
      this.requestedPaths.push(request.url ?? '');
      const answer = this.broken ?? this.#answer(request.url ?? '');
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    });
  }

  static async start(alg = 'RS256'): Promise<Issuer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Issuer(server, await newKey('key-1', alg));
  }

  /** The settings of a server that trusts this provider. */
  get settings(): NodeJS.ProcessEnv {
    return { OIDC_ISSUER: this.url, OIDC_AUDIENCE: AUDIENCE };
  }

  get key(): Key {
    const key = this.#keys.at(-1);
    if (!key) throw new Error('there is no key');
    return key;
  }

  /** Signs with a new key from now on. The old key stays published unless it is withdrawn. */
  async rotate({ withdraw = false, alg = 'RS256' } = {}): Promise<void> {
    this.#made += 1;
    const key = await newKey(`key-${this.#made}`, alg);
    this.#keys = withdraw ? [key] : [...this.#keys, key];
  }

  /** Issues an access token. `claims` replace the usual claims; undefined removes one. */
  token(claims: JWTPayload = {}, header: Record<string, unknown> = {}, key: Key = this.key): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: this.url, aud: AUDIENCE, iat: now, exp: now + 300, ...claims };
    return new SignJWT(usual)
      .setProtectedHeader({ alg: key.alg, kid: key.kid, typ: 'at+jwt', ...header })
      .sign(key.privateKey);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #answer(path: string): { status: number; body: string } {
    if (path === '/.well-known/openid-configuration')
      return { status: 200, body: JSON.stringify({ issuer: this.url, jwks_uri: `${this.url}/keys` }) };
    if (path === '/keys')
      return {
        status: 200,
        body: JSON.stringify({ keys: [...this.#keys.map(({ jwk }) => jwk), ...this.extraKeys] }),
      };
    return { status: 404, body: '{}' };
  }
}

/** The claims of a person. */
export function person(subject: string, email: string, more: JWTPayload = {}): JWTPayload {
  return { sub: subject, email, email_verified: true, ...more };
}

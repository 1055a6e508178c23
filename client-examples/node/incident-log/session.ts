import { randomUUID } from 'node:crypto';
import { signIn } from '../sign-in.ts';
import { type Api, apiOf, mutate } from './api.ts';
import * as documents from './documents.ts';

/** The replay's credentials: an administrator's account or token, or an API key with all of `scopes`. */
export type Credentials = { email: string; password: string } | { token: string };

/** The API key that the replay writes with. */
export interface ImportKey {
  token: string;
  /** Revokes the API key of this run. */
  release(): Promise<void>;
}

/** The scopes for an import: each change has its own time and actor. */
export const scopes = [
  'TICKETS_READ',
  'TICKETS_WRITE',
  'COMMENTS_WRITE',
  'ADMINISTRATION',
  'IMPORT',
] as const;

/** Creates an API key for this run, or uses the given one. */
export async function openImportKey(
  url: string,
  credentials: Credentials,
  runId: string,
  signal: AbortSignal | undefined,
): Promise<ImportKey> {
  const signedIn =
    'token' in credentials ? undefined : await signIn(url, credentials.email, credentials.password);
  const token = signedIn ?? ('token' in credentials ? credentials.token : '');
  const api = apiOf(url, token, signal);
  if (await isImportKey(api)) return { token, release: async () => undefined };

  const key = await makeKey(api, runId);
  // Revoking must also work after an interruption, so it takes no signal.
  const admin = apiOf(url, token, undefined);
  return {
    token: key.secret,
    release: async () => {
      await mutate(admin, 'revokeApiKey', documents.revokeApiKey, {
        apiKeyId: key.id,
        idempotencyKey: randomUUID(),
      });
      if (signedIn !== undefined) await admin(documents.signOut);
    },
  };
}

async function isImportKey(api: Api): Promise<boolean> {
  type Answer = { viewer: { role: string } | null; viewerApiKey: { scopes: string[] } | null };
  const { viewer, viewerApiKey } = await api<Answer>(documents.whoAmI);
  if (viewer === null && viewerApiKey === null) throw new Error('the token is not valid');
  if (viewerApiKey) {
    const lacking = scopes.filter((scope) => !viewerApiKey.scopes.includes(scope));
    if (lacking.length > 0) throw new Error(`the API key lacks the scopes ${lacking.join(', ')}`);
    return true;
  }
  if (viewer?.role !== 'ADMIN')
    throw new Error('the replay creates users and queues: sign in as an administrator');
  return false;
}

async function makeKey(api: Api, runId: string): Promise<{ id: string; secret: string }> {
  for (let attempt = 1; attempt <= 3; attempt++) {
    const { apiKey, secret } = await mutate<{ apiKey: { id: string }; secret: string | null }>(
      api,
      'createApiKey',
      documents.createApiKey,
      {
        name: `Replay ${runId}`.slice(0, 100),
        scopes,
        expiresAt: new Date(Date.now() + 24 * 3_600_000).toISOString(),
        idempotencyKey: `${runId}:key:${attempt}`,
      },
    );
    if (secret !== null) return { id: apiKey.id, secret };
    // The first answer was lost with its secret, which is shown once. Revoke that key and create another one.
    await mutate(api, 'revokeApiKey', documents.revokeApiKey, {
      apiKeyId: apiKey.id,
      idempotencyKey: randomUUID(),
    });
  }
  throw new Error('no API key could be created');
}

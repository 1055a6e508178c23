import type { AccessLog, Caller } from '../access/index.js';
import { type ChangeServices, runChange } from '../changes/run-change.js';
import type { Log } from '../observability/log.js';
import type { Metrics } from '../observability/metrics.js';
import { beginFederatedSession } from '../people/commands/begin-federated-session.js';
import type { TokenRefusal } from './authenticator.js';
import type { Claims } from './identity-provider.js';

/** Begins a session for a token that the identity provider vouches for, at its first use; null, or why not. */
export type FederatedSignIn = (token: string, claims: Claims, caller: Caller) => Promise<TokenRefusal | null>;

export interface FederatedOptions {
  services: ChangeServices & { metrics: Metrics };
  access: AccessLog;
  log: Log;
  /** Whose people the provider vouches for; null: of the only organisation there is. */
  organisationId: string | null;
  /** Whether people are made who are not known yet. */
  provision: boolean;
}

export function federatedSignIn(options: FederatedOptions): FederatedSignIn {
  const { services, access, log, provision } = options;
  const organisation = async (): Promise<string | null> => {
    if (options.organisationId) return options.organisationId;
    const { rows } = await services.db.pool.query<{ id: string | null }>('select only_organisation() as id');
    return rows[0]?.id ?? null;
  };
  return async (token, claims, caller) => {
    const organisationId = await organisation();
    if (!organisationId) {
      log.error('OIDC_ORGANISATION must be set: there is more than one organisation, or none');
      return 'UNKNOWN_USER';
    }
    const result = await runChange(services, {
      operation: 'signIn',
      actor: { kind: 'system', organisationId },
      traceId: caller.traceId,
      input: {},
      run: (change) => beginFederatedSession(change, { token, claims, caller, provision }),
    });
    if (!result.ok) throw new Error('a session was refused without a reason');
    const { refusal, userId } = result.value;
    services.metrics.signIn('oidc', refusal ? 'refused' : 'ok');
    if (refusal && userId) {
      const entry = {
        kind: 'SIGN_IN_REFUSED',
        method: 'OIDC',
        reason: refusal,
        address: caller.address,
      } as const;
      await access.count({ ...entry, organisationId, userId });
    }
    return refusal;
  };
}

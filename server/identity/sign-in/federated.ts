import type { TokenRefusal } from '../../platform/actor/authenticator.js';
import type { ClientInfo } from '../../platform/actor/client-info.js';
import { type CommandServices, runCommand } from '../../platform/commands/run-command.js';
import type { Log } from '../../platform/observability/log.js';
import type { Metrics } from '../../platform/observability/metrics.js';
import type { AccessLog } from '../sessions/access-log.js';
import { beginFederatedSession } from './begin-federated-session.js';
import type { Claims } from './identity-provider.js';

/** How long the result that there is only one organisation is kept. */
const FRESH_MS = 10_000;

/** Sessions by tokens of the identity provider. */
export interface Federation {
  /** The organisation of the issuer; an issuer belongs to one organisation. Null when it is not known which. */
  organisation(): Promise<string | null>;
  /** Begins a session at the first use of a valid token. Returns null, or the reason for a refusal. */
  begin(
    organisationId: string,
    token: string,
    claims: Claims,
    clientInfo: ClientInfo,
  ): Promise<TokenRefusal | null>;
}

export interface FederatedOptions {
  services: CommandServices & { metrics: Metrics };
  access: AccessLog;
  log: Log;
  /** The organisation whose users the provider signs in; null: the only organisation. */
  organisationId: string | null;
  /** Whether unknown people become users. */
  provision: boolean;
}

export function federationOf(options: FederatedOptions): Federation {
  const { services, access, log, provision } = options;
  let only: { id: string; at: number } | null = null;
  const organisation = async (): Promise<string | null> => {
    if (options.organisationId) return options.organisationId;
    if (only && performance.now() - only.at < FRESH_MS) return only.id;
    const { rows } = await services.db.pool.query<{ id: string | null }>('select only_organisation() as id');
    const id = rows[0]?.id ?? null;
    if (id === null) log.error('OIDC_ORGANISATION must be set: there is more than one organisation, or none');
    only = id === null ? null : { id, at: performance.now() };
    return id;
  };
  const begin: Federation['begin'] = async (organisationId, token, claims, clientInfo) => {
    const { result } = await runCommand(services, {
      operation: 'signIn',
      actor: { kind: 'system', organisationId },
      traceId: clientInfo.traceId,
      input: {},
      run: (command) => beginFederatedSession(command, { token, claims, clientInfo, provision }),
    });
    if (!result.ok) throw new Error('a session was refused without a reason');
    const { refusal, userId } = result.value;
    services.metrics.signIn('oidc', refusal ? 'refused' : 'ok');
    if (refusal && refusal !== 'UNKNOWN_USER' && userId) {
      const entry = {
        kind: 'SIGN_IN_REFUSED',
        method: 'OIDC',
        reason: refusal,
        address: clientInfo.address,
      } as const;
      await access.count({ ...entry, organisationId, userId });
    }
    return refusal;
  };
  return { organisation, begin };
}

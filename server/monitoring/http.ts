import express, { type NextFunction, type Request, type Response, type Router } from 'express';
import type { Actor } from '../platform/actor/actor.js';
import { askerOf } from '../platform/actor/actor.js';
import type { Asking } from '../platform/actor/asking.js';
import { isOutage } from '../platform/db/outage.js';
import { clientAddressOf } from '../platform/graphql/client-address.js';
import { credentialIn, identified } from '../platform/graphql/identified.js';
import { refuseOtherBytes } from '../platform/graphql/negotiate.js';
import type { Services } from '../platform/graphql/services.js';
import { traceIdOf } from '../platform/graphql/trace.js';
import { Admission, Busy } from '../platform/kernel/admission.js';
import { idOfType } from '../platform/kernel/ids.js';
import { refuse } from '../platform/kernel/json-refusal.js';
import { Rate } from '../platform/kernel/rate.js';
import type { AlertIntegrationRow } from './data/entities.js';
import { integrationToReport } from './data/reported.js';
import { groupOf, type ReadAlert, readAlert } from './rules/alertmanager.js';
import { mappedAlerts, readMapped } from './rules/mapping.js';
import { mayReport } from './rules/may.js';
import { takeGroup } from './take-group.js';

/** The largest body, and the most alerts in it. */
const MOST_BYTES = 4_000_000;
const MOST_ALERTS = 5000;
/** Groups that one server takes at once, and that wait: each can hold a body. */
const BOUNDS = { perActor: 2, perGroup: 4, total: 8, waitingPerActor: 20, waitingPerGroup: 50, waiting: 200 };
const WAIT_MS = 5000;

/** A group of alerts with the function that reads each of them; or why the body is none. */
type Format = (
  body: unknown,
  integration: AlertIntegrationRow,
) => { alerts: readonly unknown[]; truncated: number; read: (alert: unknown) => ReadAlert } | string;

/** The webhook of Alertmanager, and of Grafana. */
const alertmanager: Format = (body) => {
  const group = groupOf(body);
  return group ? { ...group, read: readAlert } : 'The body must be an object with the list `alerts`.';
};

/** Other JSON, by the mapping of the integration. */
const otherJson: Format = (body, { mapping }) => {
  if (!mapping) return 'The alert integration has no mapping for other JSON.';
  const alerts = mappedAlerts(body, mapping);
  if (!alerts) return 'The body has no list of alerts where the mapping of the integration says.';
  return { alerts, truncated: 0, read: (alert) => readMapped(alert, mapping) };
};

/** What is known of the sender of a group before its body is read. */
interface Sender {
  actor: Actor;
  asking: Asking;
  integration: { globalId: string; id: string };
  row: AlertIntegrationRow;
}

/**
 * The webhooks of monitoring systems. The status says whether a repetition helps: 2xx when the alerts were taken, 4xx where it never does,
 * 503 where it does.
 */
export function alertRoutes(services: Services): Router {
  const admission = new Admission(BOUNDS, WAIT_MS);
  const rate = new Rate(services.config.graphql.limits.writesPerMinute);
  const router = express.Router();
  const body = express.json({ limit: MOST_BYTES, strict: true, verify: refuseOtherBytes });
  const take = (format: Format) => async (req: Request, res: Response, next: NextFunction) => {
    try {
      const sender = await senderOf(services, req, res);
      if (!sender) return;
      const leave = await admission.enter(askerOf(sender.actor), 1, goneOf(res));
      try {
        await read(body, req, res);
        await answer({ services, rate, format, ...sender }, req, res);
      } finally {
        leave();
      }
    } catch (error) {
      refuseFailure(services, error, res, next);
    }
  };
  router.post('/integrations/alertmanager/:integration', take(alertmanager));
  router.post('/integrations/json/:integration', take(otherJson));
  return router;
}

/** Authenticates the sender; null when the request was refused. */
async function senderOf(services: Services, req: Request, res: Response): Promise<Sender | null> {
  if (req.is('json') === false) {
    refuse(res, 415, 'BAD_REQUEST', 'The Content-Type of the body must be application/json.');
    return null;
  }
  const address = clientAddressOf(services.config.http.trustedProxies)(req);
  const clientInfo = { traceId: traceIdOf(res), address, userAgent: req.get('user-agent') ?? null };
  const { actor, asking } = await identified(credentialIn(services, req.get('authorization')), clientInfo);
  if (!actor || !asking) {
    res.set('WWW-Authenticate', 'Bearer');
    refuse(res, 401, 'UNAUTHENTICATED', 'Send a valid API key in the header Authorization: Bearer.');
    return null;
  }
  if (!mayReport(actor)) {
    if (actor.kind === 'key')
      await services.access.count({
        kind: 'ACTION_REFUSED',
        organisationId: actor.organisationId,
        keyId: actor.keyId,
        operation: 'reportAlert',
        reason: 'SCOPE',
        address,
      });
    refuse(res, 403, 'FORBIDDEN', 'The API key does not have the scope ALERTS_WRITE.');
    return null;
  }
  const globalId = String(req.params.integration);
  const id = idOfType(globalId, 'AlertIntegration');
  const found = id ? await integrationToReport(services.db, actor.organisationId, id) : null;
  const isUsable = actor.kind !== 'key' || !actor.queueIds || actor.queueIds.includes(found?.queueId ?? '');
  if (!found?.active || !isUsable) {
    refuse(
      res,
      404,
      'NOT_FOUND',
      'There is no such alert integration that is active, or the key cannot use it.',
    );
    return null;
  }
  return { actor, asking, integration: { globalId, id: found.id }, row: found };
}

/** Reads the body. */
function read(body: ReturnType<typeof express.json>, req: Request, res: Response): Promise<void> {
  return new Promise((resolve, reject) => {
    body(req, res, (error?: unknown) => (error ? reject(error) : resolve()));
  });
}

type Group = Sender & { services: Services; rate: Rate; format: Format };

async function answer(
  { services, rate, format, asking, integration, row }: Group,
  req: Request,
  res: Response,
): Promise<void> {
  const group = format(req.body, row);
  if (typeof group === 'string') return refuse(res, 400, 'BAD_REQUEST', group);
  const { alerts, truncated } = group;
  if (alerts.length > MOST_ALERTS) {
    const message = `alerts must have at most ${MOST_ALERTS} values; it has ${alerts.length}. Set max_alerts of the sender.`;
    return refuse(res, 413, 'BAD_REQUEST', message);
  }
  const traceId = traceIdOf(res);
  const taken = await takeGroup({ services, rate, asking, integration, traceId }, alerts.map(group.read));
  const { results, again } = taken;
  const isTaken = results.length === 0 || results.some((one) => 'outcome' in one);
  if (again) res.set('Retry-After', String(again.seconds));
  const status = again ? 503 : isTaken ? 200 : 400;
  res
    .status(status)
    .json({ results, truncatedAlerts: truncated, ...(again ? { again: again.message } : {}) });
}

/** Refuses what failed. A request that is too large or malformed stays so; what the server could not do, it can do later. */
function refuseFailure({ log }: Services, error: unknown, res: Response, next: NextFunction): void {
  if (res.headersSent || res.destroyed) return;
  if (error instanceof Busy) {
    res.set('Retry-After', String(error.retryAfterSeconds));
    refuse(res, 503, 'RATE_LIMITED', 'Too many groups of alerts are being taken.');
  } else if (isOutage(error)) {
    log.warn({ err: error, traceId: traceIdOf(res) }, 'alerts could not be taken');
    res.set('Retry-After', '5');
    refuse(res, 503, 'INTERNAL_SERVER_ERROR', 'The database does not answer. Send it again.');
  } else next(error);
}

/** Aborted when the client disconnects. */
function goneOf(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once('close', () => {
    if (!res.writableFinished) gone.abort();
  });
  return gone.signal;
}

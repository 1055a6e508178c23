import type { BlockList } from 'node:net';
import { type Owned, type OwnedBatch, overOrganisations } from '../platform/db/over-organisations.js';
import { runWith } from '../platform/db/run-with.js';
import { sql } from '../platform/db/sql.js';
import type { Services } from '../platform/graphql/services.js';
import { networks } from './addresses.js';
import { claimDelivery, forgetDeliveries, recordAttempt } from './data/deliveries.js';
import { bodyOf, headersOf, messageIdOf } from './rules/message.js';
import { nextAttempt } from './rules/retry.js';
import { send } from './send.js';

/** How many deliveries are found at once, and how many are sent at the same time. */
const BATCH = 100;
const AT_ONCE = 8;
/** A webhook that takes longer for an answer waits like one that gives none. */
const SLOW_MS = 2000;

type Due = Owned & { webhook_id: string };

/**
 * Sends all deliveries that are due. A delivery is taken for a while and then sent, so it comes at least once, also after a kill. In turn,
 * each organisation has some of its deliveries sent, and each webhook some of those. A webhook that does not answer soon waits for the next
 * time, so that it does not delay the others.
 */
export async function deliverWebhooks(services: Services, stopped: () => boolean): Promise<void> {
  const allowed = networks(services.config.webhookNetworks);
  const silent = new Set<string>();
  let isIdle = true;
  for (let after: string | null = null; !stopped(); ) {
    const found: OwnedBatch<Due> = await due(services, [...silent], after);
    const waiting = [...found.rows];
    if (waiting.length > 0) isIdle = false;
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let one = waiting.shift(); one && !stopped(); one = waiting.shift()) {
          if (silent.has(one.webhook_id)) continue;
          const begun = performance.now();
          await deliver(services, one, allowed);
          if (performance.now() - begun > SLOW_MS) silent.add(one.webhook_id);
        }
      }),
    );
    after = found.more ? found.last : null;
    if (found.more) continue;
    // All organisations had their turn. What was sent is no longer due.
    if (isIdle) return;
    isIdle = true;
  }
}

function due({ db, now }: Services, silent: string[], after: string | null): Promise<OwnedBatch<Due>> {
  return overOrganisations<Due>(
    db.pool,
    sql`due_webhook_deliveries(${now()}, ${silent}::uuid[], ${after}, ${BATCH})`,
  );
}

/** Sends a delivery, if no other server does. */
async function deliver(services: Services, { organisationId, id }: Owned, allowed: BlockList): Promise<void> {
  const { db } = services;
  const [claimed] = await db.transaction(organisationId, (tx) =>
    runWith(tx, claimDelivery(organisationId, id, services.now())),
  );
  if (!claimed) return;
  const body = bodyOf({ ...claimed, createdAt: new Date(claimed.createdAt) });
  const secrets = [claimed.secret, claimed.formerSecret].filter((secret) => secret !== null);
  const headers = headersOf(messageIdOf(claimed), body, secrets, services.now());
  const { status, failure } = await send(new URL(claimed.url), headers, body, allowed);
  const now = services.now();
  const dueAt = failure === null ? null : nextAttempt(claimed.attempts, now, Math.random());
  await db.transaction(organisationId, async (tx) => {
    await runWith(tx, recordAttempt(organisationId, claimed, { status, failure, dueAt, now }));
    await runWith(tx, forgetDeliveries(organisationId));
  });
  services.metrics.webhookSent(failure === null ? 'delivered' : dueAt === null ? 'dead' : 'failed');
}

import express from 'express';
import type { Services } from '../services.js';

/** `/livez`: the program runs. `/readyz`: it can do its work now; 503 and what is missing otherwise. */
export function healthRouter(services: Services, draining: () => boolean): express.Router {
  const router = express.Router();
  router.get('/livez', (_req, res) => {
    res.json({ status: 'live' });
  });
  router.get('/readyz', async (_req, res) => {
    const [database, store] = await Promise.all([
      works(services.db.pool.query('select 1 from event_heads_of($1)', [[]])),
      works(services.store.check()),
    ]);
    const ready = database && store && !draining();
    const parts = { database, objectStore: store, accepting: !draining() };
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', ...parts });
  });
  return router;
}

async function works(check: Promise<unknown>): Promise<boolean> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => reject(new Error('late')), 3000).unref();
  });
  return Promise.race([check, late]).then(
    () => true,
    () => false,
  );
}

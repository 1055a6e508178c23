import express from 'express';
import type { Services } from '../services.js';
import { readinessOf } from './readiness.js';

/** `/livez`: the program runs. `/readyz`: it can do its work now; 503 and what is missing otherwise. */
export function healthRouter(services: Services, draining: () => boolean): express.Router {
  const router = express.Router();
  const readiness = readinessOf(services, draining);
  router.get('/livez', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'live' });
  });
  router.get('/readyz', async (_req, res) => {
    const { ready, parts, notes } = await readiness();
    res
      .set('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : 'not ready', ...parts, notes });
  });
  return router;
}

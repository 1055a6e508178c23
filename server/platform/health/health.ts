import express from 'express';
import type { About } from '../observability/about.js';
import type { ReadinessWatch } from './readiness.js';

/** `/livez`: the program runs, and its version. `/readyz`: it can do its work now; otherwise 503 with what is missing. */
export function healthRouter(readiness: ReadinessWatch, about: About): express.Router {
  const router = express.Router();
  router.get('/livez', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'live', ...about });
  });
  router.get('/readyz', async (_req, res) => {
    const { ready, parts, notes } = await readiness.now();
    res
      .set('Cache-Control', 'no-store')
      .status(ready ? 200 : 503)
      .json({ status: ready ? 'ready' : 'not ready', ...parts, notes });
  });
  return router;
}

import type { Router } from 'express';
import { listPoint } from '../extensions/extension-point.js';
import type { Services } from './services.js';

/** Paths beside `/graphql`, for programs that cannot send GraphQL. Each module makes its router once for each server. */
export const httpRoutes = listPoint<(services: Services) => Router>('HTTP routes');

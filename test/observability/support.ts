import type { World } from '../harness/world.js';
import { type Family, parseExposition } from './exposition.js';

/** Reads the metrics of a server, as Prometheus does. */
export async function scrape(world: Pick<World, 'url'>): Promise<Map<string, Family>> {
  const response = await fetch(`${world.url}/metrics`);
  if (response.status !== 200) throw new Error(`/metrics answered ${response.status}`);
  return parseExposition(await response.text());
}

export interface Ready {
  status: number;
  // A test checks the fields it expects; a type would only repeat them.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
}

export async function readyz(url: string): Promise<Ready> {
  const response = await fetch(`${url}/readyz`);
  return { status: response.status, body: await response.json() };
}

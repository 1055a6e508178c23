import type { Client } from '../harness/client.js';
import { program } from '../harness/desk.js';
import type { World } from '../harness/world.js';

// The fields of an answer depend on the selection.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Answer = any;

let made = 0;

/** A name that no other test uses. */
export function unused(name: string): string {
  made += 1;
  return `${name} ${made}`;
}

/** An alert integration, with the policy of `input`. */
export async function integration(admin: Client, input: Record<string, unknown> = {}): Promise<string> {
  const given = { name: unused('Integration'), ...input };
  return (await admin.done('createAlertIntegration', given, 'alertIntegrationId')).alertIntegrationId;
}

/** What the webhook answered. */
export interface Sent {
  status: number;
  body: Answer;
  retryAfter: string | null;
}

/** A monitoring system: an integration with a key of its own. */
export class Monitor {
  readonly world: World;
  readonly id: string;
  readonly key: Client;

  constructor(world: World, id: string, key: Client) {
    this.world = world;
    this.id = id;
    this.key = key;
  }

  static async of(world: World, input: Record<string, unknown> = {}): Promise<Monitor> {
    const id = await integration(await world.as('admin'), input);
    return new Monitor(world, id, await program(world, ['ALERTS_WRITE']));
  }

  /** Sends a body as Alertmanager does. */
  async send(
    body: unknown,
    options: { url?: string; token?: string | null; path?: string } = {},
  ): Promise<Sent> {
    const {
      url = this.world.url,
      token = this.key.token,
      path = `/integrations/alertmanager/${this.id}`,
    } = options;
    const answer = await fetch(`${url}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      body: text.startsWith('{') ? JSON.parse(text) : text,
      retryAfter: answer.headers.get('retry-after'),
    };
  }

  /** Sends a group of alerts, and returns what became of each. */
  async report(...alerts: unknown[]): Promise<Answer[]> {
    const { status, body } = await this.send(group(alerts));
    if (status !== 200) throw new Error(`the group was not taken: ${status} ${JSON.stringify(body)}`);
    return body.results;
  }
}

/** A group of alerts in the form of Alertmanager's webhook. */
export function group(
  alerts: readonly unknown[],
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    receiver: 'ticketwire',
    status: 'firing',
    alerts,
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://am-1.example:9093',
    version: '4',
    groupKey: '{}:{}',
    truncatedAlerts: 0,
    ...more,
  };
}

/** A firing alert in the form of Alertmanager. */
export function firing(fingerprint: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    status: 'firing',
    labels: { alertname: 'DiskFull', instance: fingerprint, severity: 'critical' },
    annotations: { summary: `The disk of ${fingerprint} is full`, description: 'Less than 1 % is left.' },
    startsAt: '2026-11-02T10:00:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prom.example:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1',
    fingerprint,
    ...more,
  };
}

/** The same alert, resolved. */
export function resolved(fingerprint: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return firing(fingerprint, { status: 'resolved', endsAt: '2026-11-02T10:30:00Z', ...more });
}

export const alertFields = 'status occurrences severity fingerprint dedupKey summary startsAt endsAt';

/** A ticket with its alerts, as an agent sees it. */
export async function ticketOf(agent: Client, id: string): Promise<Answer> {
  const { node } = await agent.ok(
    `query ($id: ID!) { node(id: $id) { ... on Ticket { number type status channel subject description impact urgency priority version
      reopenCount resolution { code notes } queue { name } requester { name }
      alerts { totalCount nodes { ${alertFields} } }
      timeline(first: 100) { nodes { ... on TicketEvent { type cause { kind } actor { name } alert { status } } } } } } }`,
    { id },
  );
  return node;
}

/** The types of the events of a ticket. */
export function typesOf(ticket: Answer): string[] {
  return ticket.timeline.nodes.map(({ type }: Answer) => type);
}

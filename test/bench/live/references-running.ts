import type { Database } from './by-statement.js';
import type { ReferenceCalls, ReferenceKind } from './references.js';
import { Worker } from './worker.js';

export interface RunningReference {
  worker: Worker<ReferenceCalls>;
  url: string;
}

/** The references that run. Each is started when it is first needed, and again for another organisation if it reads the database. */
export class References {
  readonly #running = new Map<string, RunningReference>();
  readonly #servingUrl: string;

  constructor(servingUrl: string) {
    this.#servingUrl = servingUrl;
  }

  async of(kind: ReferenceKind, organisationId: string): Promise<RunningReference> {
    const key = kind === 'one statement' ? `${kind} ${organisationId}` : kind;
    const running = this.#running.get(key) ?? (await this.#start(kind, organisationId));
    this.#running.set(key, running);
    return running;
  }

  async stop(): Promise<void> {
    for (const { worker } of this.#running.values()) await worker.stop();
  }

  async #start(kind: ReferenceKind, organisationId: string): Promise<RunningReference> {
    const worker = new Worker<ReferenceCalls>('references.js');
    const database: Database = { databaseUrl: this.#servingUrl, organisationId };
    return { worker, url: await worker.call('start', { kind, database }) };
  }
}

import { rm } from 'node:fs/promises';
import { runningObjectStore } from '../../server/platform/embedded/running.js';
import { embeddedLogins } from '../../server/setup/embedded-logins.js';
import { Redis } from '../haproxy/redis.js';
import { dataFolder } from '../harness/data-folder.js';
import { eventually } from '../harness/eventually.js';
import { freePort } from '../harness/free-port.js';
import { Front } from './front.js';
import { type Fragile, generous, Machine } from './machine.js';
import { database, Program } from './support.js';

const victims = ['program', 'second', 'database', 'sockets', 'programs', 'both', 'redis', 'all'] as const;
type Victim = (typeof victims)[number];

/** Several times the length of a start on a busy machine. */
const PATIENCE_MS = 180_000;

/** Two servers with one database behind one address. The first one keeps the database and the files. */
export class Pair implements Fragile<Victim> {
  readonly url: string;
  readonly first: Machine;
  readonly redis: Redis | null;
  readonly victims: readonly Victim[];
  readonly #front: Front;
  readonly #spawn: () => Program;
  #second: Program;
  /** What the second server printed before it was last started. */
  #before = '';
  #hasRedis = true;

  private constructor(first: Machine, redis: Redis | null, front: Front, spawn: () => Program) {
    this.first = first;
    this.redis = redis;
    this.#front = front;
    this.url = front.url;
    this.#spawn = spawn;
    this.#second = spawn();
    this.victims = victims.filter((victim) => redis || victim !== 'redis');
  }

  /** `redis`: whether hints go over Redis, and not over the database. */
  static async begin(main: string, environment: NodeJS.ProcessEnv, redis: boolean): Promise<Pair> {
    const bus = redis ? await Redis.start() : null;
    const settings = { ...environment, ...(bus ? { REDIS_URL: bus.url } : {}) };
    const first = await Machine.begin(main, settings);
    const found = await database(first.dataDir);
    const store = await runningObjectStore(first.dataDir);
    if (!found || !store) throw new Error('the first server has no database or no files');
    const logins = await embeddedLogins(first.dataDir, found.url);
    const [folder, port] = [await dataFolder(), await freePort()];
    const ofSecond = {
      ...generous,
      ...settings,
      DATABASE_URL: logins.url,
      S3_ENDPOINT: store.endpoint,
      S3_ACCESS_KEY_ID: store.accessKeyId,
      S3_SECRET_ACCESS_KEY: store.secretAccessKey,
    };
    const front = await Front.start([first.port, port]);
    const pair = new Pair(first, bus, front, () => new Program(main, folder, port, ofSecond));
    await pair.start();
    return pair;
  }

  readonly rows: Machine['rows'] = (statement) => this.first.rows(statement);

  get starts(): readonly number[] {
    return this.first.starts;
  }

  /** The address of the second server alone. */
  get secondUrl(): string {
    return this.#second.url;
  }

  /** What the servers printed. */
  get output(): string {
    const ofSecond = `${this.#before.slice(-4000)}\n${this.#second.output.slice(-4000)}`;
    return `${this.first.program.output.slice(-4000)}\n\nThe second one:\n${ofSecond}`;
  }

  async kill(victim: Victim): Promise<void> {
    const killed = (...these: Victim[]) => these.includes(victim);
    if (killed('sockets')) this.#front.cut();
    if (killed('redis', 'all') && this.redis && this.#hasRedis) {
      this.#hasRedis = false;
      await this.redis.kill();
    }
    if (killed('second', 'programs', 'all') && this.#second.runs) {
      this.#second.kill('SIGKILL');
      await this.#second.exited;
    }
    if (killed('program', 'programs')) await this.first.kill('program');
    if (killed('database')) await this.first.kill('database');
    if (killed('both', 'all')) await this.first.kill('both');
  }

  launch(): void {
    this.first.launch();
    this.#launchSecond();
  }

  async start(): Promise<void> {
    if (this.redis && !this.#hasRedis) await this.redis.startAgain();
    this.#hasRedis = true;
    await this.first.start();
    await eventually(async () => {
      // Without a database it does not start: its supervisor tries again.
      this.#launchSecond();
      return (await fetch(`${this.#second.url}/readyz`)).status === 200;
    }, PATIENCE_MS);
  }

  #launchSecond(): void {
    if (this.#second.runs) return;
    this.#before = this.#second.output;
    this.#second = this.#spawn();
  }

  async remove(): Promise<void> {
    this.#front.stop();
    this.#second.kill('SIGKILL');
    await this.#second.exited;
    await rm(this.#second.dataDir, { recursive: true, force: true });
    await this.first.remove();
    await this.redis?.kill();
  }
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** What a worker does when it is called, by name. */
type Calls = Record<string, (argument: never) => unknown>;

interface Call {
  id: number;
  name: string;
  argument: unknown;
}

interface Answer {
  id: number;
  value?: unknown;
  error?: string;
}

/** A part of the bench in a process of its own, so that its CPU time is not counted as another's. */
export class Worker<C extends Calls> {
  readonly #process: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #calls = 0;

  /** Starts a file of this folder. */
  constructor(file: string) {
    this.#process = fork(join(import.meta.dirname, file), { serialization: 'advanced', execArgv: [] });
    this.#process.on('message', ({ id, value, error }: Answer) => {
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === undefined) waiting?.resolve(value);
      else waiting?.reject(new Error(`${file}: ${error}`));
    });
    this.#exited = once(this.#process, 'exit').then(() => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${file} has ended`));
    });
  }

  get pid(): number {
    return this.#process.pid ?? 0;
  }

  call<N extends keyof C & string>(
    name: N,
    argument: Parameters<C[N]>[0],
  ): Promise<Awaited<ReturnType<C[N]>>> {
    const id = ++this.#calls;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#process.send({ id, name, argument } satisfies Call, (error) => error && waiting.reject(error));
    return waiting.promise as Promise<Awaited<ReturnType<C[N]>>>;
  }

  async stop(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#exited;
  }
}

/** Answers the calls of the parent process. The process ends with its parent. */
export function answerCalls(calls: Calls): void {
  process.on('message', async ({ id, name, argument }: Call) => {
    const answer: Answer = { id };
    try {
      answer.value = await calls[name]?.(argument as never);
    } catch (error) {
      answer.error = String(error);
    }
    process.send?.(answer);
  });
  process.once('disconnect', () => process.exit(0));
  // Ctrl-C reaches the whole process group; the parent process stops this one.
  process.on('SIGINT', () => {});
}

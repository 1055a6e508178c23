import { Agent, type ClientRequest, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** A request: its path and body. */
export interface Message {
  path: string;
  body: string;
}

/** A fixed number of connections to one server, kept open and busy because a server closes idle ones. */
export class Connections {
  readonly #count: number;
  readonly #url: string;
  readonly #tokens: readonly string[];

  constructor(url: string, tokens: readonly string[], count: number) {
    this.#url = url;
    this.#count = count;
    this.#tokens = tokens;
  }

  /**
   * Sends one message as the first user or another one, and returns the text of the answer. Any status but 200
   * is an error.
   */
  async send({ path, body }: Message, agent: Agent | false = false, person = 0): Promise<string> {
    const { statusCode, answer } = await this.#answered(path, body, agent, person);
    if (statusCode !== 200) throw new Error(`${this.#url}${path} answered ${statusCode}: ${answer}`);
    return answer;
  }

  /**
   * Keeps every connection busy for a time and a minimum of answers, then waits for the last ones. Returns the
   * number of answers.
   */
  async keepBusy(
    ms: number,
    atLeast: number,
    next: () => { message: Message; check(answer: string): void },
  ): Promise<number> {
    const end = performance.now() + ms;
    const agent = new Agent({ keepAlive: true, maxSockets: this.#count });
    let answers = 0;
    const busy = async (person: number): Promise<void> => {
      while (performance.now() < end || answers < atLeast) {
        const { message, check } = next();
        check(await this.send(message, agent, person));
        answers += 1;
      }
    };
    try {
      await Promise.all(Array.from({ length: this.#count }, (_, i) => busy(i % this.#tokens.length)));
    } finally {
      agent.destroy();
    }
    return answers;
  }

  #answered(
    path: string,
    body: string,
    agent: Agent | false,
    person: number,
  ): Promise<{ statusCode: number | undefined; answer: string }> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        authorization: `Bearer ${this.#tokens[person]}`,
        'content-length': Buffer.byteLength(body),
      };
      const asked: ClientRequest = request(
        `${this.#url}${path}`,
        { method: 'POST', agent, headers },
        (response) => {
          text(response).then((answer) => resolve({ statusCode: response.statusCode, answer }), reject);
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });
  }
}

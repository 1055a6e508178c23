import { Presets, SingleBar } from 'cli-progress';

/** Shows the progress on stderr: a bar on a terminal, otherwise a line now and then. */
export interface Progress {
  begin(what: string, total: number): void;
  step(): void;
  say(text: string): void;
  end(): void;
}

export function terminalProgress(stream: NodeJS.WriteStream): Progress {
  const bar = new SingleBar(
    { stream, format: '{what} {bar} {value}/{total} · {eta_formatted} left' },
    Presets.shades_classic,
  );
  let running = false;
  return {
    begin: (what, total) => {
      running = true;
      bar.start(total, 0, { what });
    },
    step: () => bar.increment(),
    say: (text) => void stream.write(`${running ? '\n' : ''}${text}\n`),
    end: () => {
      if (running) bar.stop();
      running = false;
    },
  };
}

export function lineProgress(stream: NodeJS.WritableStream): Progress {
  let [what, total, done, tenth] = ['', 0, 0, 0];
  const say = (text: string) => void stream.write(`${text}\n`);
  return {
    begin: (name, size) => {
      [what, total, done, tenth] = [name, size, 0, 0];
      say(`${what}: ${total}`);
    },
    step: () => {
      done++;
      const reached = Math.floor((done * 10) / total);
      if (reached > tenth) say(`${what}: ${done}/${total}`);
      tenth = reached;
    },
    say,
    end: () => undefined,
  };
}

export const noProgress: Progress = {
  begin: () => undefined,
  step: () => undefined,
  say: () => undefined,
  end: () => undefined,
};

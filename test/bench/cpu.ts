import { execFileSync } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';

/** Seconds of CPU used so far by the server and by PostgreSQL. */
export interface Cpu {
  program: number;
  postgres: number;
}

interface Stat {
  parent: number;
  /** Of the process itself, user and system. */
  own: number;
  /** Of its ended and awaited children, and of theirs. */
  ended: number;
}

const ticks = Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));

/**
 * Reads the CPU time of two process trees. PostgreSQL is the postmaster, its living children, and its ended
 * ones: the kernel adds the time of an awaited child to its parent, so closed connections are counted. The
 * kernel counts hundredths of a second, so a measurement must last a second or more.
 */
export async function readCpu(programPid: number, postmasterPid: number): Promise<Cpu> {
  const stats = await allStats();
  return { program: treeOf(stats, programPid), postgres: treeOf(stats, postmasterPid) };
}

/** Seconds of CPU used so far by programs outside the bench, including time stolen from the machine. */
export async function readElsewhere(): Promise<number> {
  const [stats, stat] = await Promise.all([allStats(), readFile('/proc/stat', 'utf8')]);
  // https://man7.org/linux/man-pages/man5/proc_stat.5.html: user, nice, system, idle, iowait, irq, softirq, steal.
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = stat
    .split('\n', 1)
    .join()
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) / ticks - treeOf(stats, process.pid);
}

function treeOf(stats: ReadonlyMap<number, Stat>, root: number): number {
  const top = stats.get(root);
  if (!top) throw new Error(`process ${root} is gone`);
  let sum = top.own + top.ended;
  for (const [pid, { parent }] of stats) if (parent === root) sum += treeOf(stats, pid);
  return sum;
}

// https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the fourth field is the parent, 14 to 17 are the times.
async function allStats(): Promise<Map<number, Stat>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid): Promise<[number, Stat] | null> => {
      const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
      if (line === null) return null;
      // The name in parentheses may contain spaces. The third field follows it.
      const fields = line
        .slice(line.lastIndexOf(')') + 2)
        .split(' ')
        .map(Number);
      const seconds = (field: number) => (fields[field - 3] ?? 0) / ticks;
      const own = seconds(14) + seconds(15);
      return [Number(pid), { parent: fields[1] ?? 0, own, ended: seconds(16) + seconds(17) }];
    }),
  );
  return new Map(found.filter((entry) => entry !== null));
}

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Paths of setpriv. PATH is not searched. */
const searchPath = '/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/bin:/run/current-system/sw/bin';

export interface Account {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** How to start a program: the command, and the account that owns its files (undefined: this process's account). */
export interface Launcher {
  readonly account: Account | undefined;
  command(
    file: string,
    args: readonly string[],
  ): {
    file: string;
    args: string[];
    options: { cwd: string; env: NodeJS.ProcessEnv; uid?: number; gid?: number };
  };
}

interface LauncherOptions {
  /** The program to start. */
  readonly program: string;
  /** A folder that the program must be able to enter. */
  readonly folder: string;
  /** The uid that owns the data, if there is data already. */
  readonly owner: number | undefined;
}

/**
 * Decides how to run PostgreSQL, which refuses to run as root. An ordinary user runs it directly. Root runs it as an unprivileged account.
 * If this account cannot reach the program or the data (for example in a checkout below /root), it gets one capability to pass through
 * folders. Throws with a remedy when nothing works.
 */
export async function findLauncher({ program, folder, owner }: LauncherOptions): Promise<Launcher> {
  if (process.getuid?.() !== 0) return launcher(undefined, []);
  const account = await unprivilegedAccount(owner);
  const failures: string[] = [];
  for (const wrapper of [[], ...setprivWrappers(account)]) {
    const candidate = launcher(account, wrapper);
    const script = '"$1" -V >/dev/null && cd "$2"';
    const { file, args, options } = candidate.command('/bin/sh', ['-c', script, 'sh', program, folder]);
    try {
      await run(file, args, options);
      return candidate;
    } catch (error) {
      failures.push(error instanceof Error ? error.message.trim() : String(error));
    }
  }
  throw new Error(
    `PostgreSQL refuses to run as root, and the account "${account.name}" cannot reach ` +
      `${program} and ${folder} without help. Do one of these: run this program as an ordinary user; ` +
      'let others pass through the folders above both (chmod o+x); move the checkout and DATA_DIR; ' +
      `install setpriv (util-linux); or set DATABASE_URL to a PostgreSQL server of your own. Last attempt: ${failures.at(-1)}`,
  );
}

function launcher(account: Account | undefined, wrapper: readonly string[]): Launcher {
  return {
    account,
    command(file, args) {
      const [first, ...rest] = [...wrapper, file, ...args] as [string, ...string[]];
      // No PG* variables of this process may reach the server. Its messages stay English, because they are read after a failure.
      const env = { PATH: searchPath, LC_ALL: 'C.UTF-8', TZ: 'UTC' };
      const identity = account && wrapper.length === 0 ? { uid: account.uid, gid: account.gid } : {};
      return { file: first, args: rest, options: { cwd: '/', env, ...identity } };
    },
  };
}

/**
 * Ways to pass through closed folders, with the least power first. `dac_read_search` reads but never writes; containers often have only
 * `dac_override`. `no_setuid_fixup` is needed because access(2), which PostgreSQL calls on its own files, drops the capabilities of users
 * other than root otherwise. Older versions of setpriv do not know `-all`, hence the form without it.
 */
function setprivWrappers({ uid, gid }: Account): string[][] {
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups', '--securebits=+no_setuid_fixup'];
  return ['dac_read_search', 'dac_override'].flatMap((capability) =>
    ['-all,', ''].map((none) => [
      'setpriv',
      ...identity,
      `--inh-caps=${none}+${capability}`,
      `--ambient-caps=${none}+${capability}`,
      ...(none ? [`--bounding-set=${none}+${capability}`] : []),
    ]),
  );
}

async function unprivilegedAccount(owner: number | undefined): Promise<Account> {
  const accounts = (await readFile('/etc/passwd', 'utf8'))
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ name, uid, gid }) => name !== '' && uid > 0 && gid > 0);
  const byName = (name: string) => accounts.find((account) => account.name === name);
  // Data of an ordinary user keeps its owner, so that this user can continue without root.
  if (owner)
    return accounts.find(({ uid }) => uid === owner) ?? { name: `uid ${owner}`, uid: owner, gid: owner };
  const account = byName('nobody') ?? byName('postgres') ?? byName('daemon') ?? accounts[0];
  if (account) return account;
  throw new Error('PostgreSQL refuses to run as root, and /etc/passwd has no other account to run it as');
}

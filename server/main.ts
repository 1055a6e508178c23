import { startApp } from './app.js';
import { PUBLIC_PASSWORD } from './identity/credentials/passwords.js';
import type { DemoAccounts } from './platform/actor/demo-accounts.js';
import { loadConfig } from './platform/config/config.js';
import { unknownVariables } from './platform/config/variables.js';
import { aboutProgram } from './platform/observability/about.js';
import { createLog } from './platform/observability/log.js';
import { allDemoAccounts } from './setup/demo.js';

/** How long a start can still take after the signal to stop. */
const START_MS = 30_000;

/** The program: configuration, app, and signals. */
async function main(): Promise<void> {
  const config = loadConfig(process.env);
  const log = createLog(config.logLevel);
  log.info({ ...aboutProgram(config.build), node: process.version }, 'starting');
  for (const { name, nearest } of unknownVariables(process.env))
    log.warn(
      { name, nearest },
      'an environment variable is not a setting and has no effect; did you mean the nearest one?',
    );
  process.on('unhandledRejection', (error) =>
    log.error({ err: error }, 'a rejected promise was not handled'),
  );
  // The state of the program is unknown after that: the supervisor restarts it.
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'the program cannot continue');
    log.flush();
    process.exit(1);
  });

  const starting = startApp(config, log);
  let stopping = false;
  const stop = async (signal: string): Promise<void> => {
    // Ctrl-C in a terminal comes twice, from the terminal and from npm: the second one must not cut the shutdown short.
    if (stopping) return;
    stopping = true;
    log.info({ signal }, 'stopping');
    // A start that hangs (a database that does not answer) must not prevent the end. Parts that have started stop by themselves.
    const late = setTimeout(() => process.exit(1), START_MS);
    const app = await starting.catch(() => undefined);
    clearTimeout(late);
    await app?.stop();
    log.info('stopped');
    // A lost connection that was not noticed must not keep the program alive.
    process.exit(0);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(signal));

  const { url, services } = await starting;
  log.info({ url }, 'ready');
  // Before the welcome, which is not a line of the log.
  log.flush();
  process.stdout.write(welcome(url, services.demo));
}

function welcome(url: string, demo: DemoAccounts): string {
  const lines = [
    '',
    '  Ticketwire is ready.',
    '',
    `  GraphiQL    ${url}/graphiql`,
    `  GraphQL     ${url}/graphql   (HTTP)`,
    `              ${url.replace('http', 'ws')}/graphql     (websocket, graphql-transport-ws)`,
    `  Health      ${url}/livez  ${url}/readyz  ${url}/metrics`,
    '',
  ];
  if (demo !== 'NONE') {
    const password =
      demo === 'PUBLIC' ? `password '${PUBLIC_PASSWORD}'` : 'password that is set as DEMO_PASSWORD';
    lines.push(`  Sign in with the ${password} as`);
    for (const { email, about } of allDemoAccounts) lines.push(`    ${email.padEnd(24)}${about}`);
    lines.push('');
  }
  return `${lines.join('\n')}\n`;
}

main().catch((error: unknown) => {
  process.stderr.write(
    `Ticketwire did not start: ${error instanceof Error ? error.message : String(error)}\n`,
  );
  process.exit(1);
});

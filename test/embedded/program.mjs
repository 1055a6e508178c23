// A program with an embedded PostgreSQL, to be killed by tests. Prints one line of JSON: the url, or the
// error.
import { registerHooks } from 'node:module';

// Node runs TypeScript by itself, but does not find a .ts file by the .js name that imports must have.
registerHooks({
  resolve(specifier, context, next) {
    const local = specifier.startsWith('.') && context.parentURL?.endsWith('.ts');
    return next(local ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});

const { startEmbeddedPostgres } = await import('../../server/platform/embedded/postgres.ts');
const quiet = { info() {}, warn() {}, error() {} };
try {
  const { url, stop } = await startEmbeddedPostgres({ dataDir: process.argv[2], log: quiet });
  process.once('SIGTERM', stop);
  console.log(JSON.stringify({ url }));
} catch (error) {
  console.log(JSON.stringify({ error: error.message, name: error.name }));
  process.exitCode = 1;
}

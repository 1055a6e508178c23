import { defineConfig } from 'vite';

/** Builds the page into `dist/graphiql`, from where `graphiqlRouter()` serves it, with all it needs. */
export default defineConfig({
  base: '/graphiql/',
  // React, GraphQL: one copy each, whatever brings its own.
  resolve: { dedupe: ['graphql', 'react', 'react-dom'] },
  // Monaco's workers import chunks.
  worker: { format: 'es' },
  build: {
    outDir: '../../../dist/graphiql',
    emptyOutDir: true,
    target: 'es2022',
    // Monaco is one large piece, loaded once and then cached for good.
    chunkSizeWarningLimit: 4096,
    rolldownOptions: {
      // "use client" in what GraphiQL brings: for server rendering, of no matter here.
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});

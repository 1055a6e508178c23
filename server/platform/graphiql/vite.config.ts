import { defineConfig } from 'vite';

/** Builds the page and all its files into `dist/graphiql`, from where `graphiqlRouter()` serves it. */
export default defineConfig({
  base: '/graphiql/',
  // One copy of React and of GraphQL, whatever other packages depend on.
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
      // "use client" in GraphiQL's packages concerns server rendering only.
      onLog: (level, log, handle) => {
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handle(level, log);
      },
    },
  },
});

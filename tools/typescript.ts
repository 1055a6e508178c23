import { registerHooks } from 'node:module';

/** With `node --import`: runs TypeScript sources, in which files import each other by their names after compiling. */
registerHooks({
  resolve(specifier, context, next) {
    try {
      return next(specifier, context);
    } catch (error) {
      if ((error as { code?: string }).code !== 'ERR_MODULE_NOT_FOUND' || !/^\..*\.js$/.test(specifier))
        throw error;
      return next(specifier.replace(/js$/, 'ts'), context);
    }
  },
});

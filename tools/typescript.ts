import { registerHooks } from 'node:module';

/** With `node --import`: runs TypeScript as it is, where files name each other as they are called after compiling. */
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

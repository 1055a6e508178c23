import { readdirSync } from 'node:fs';
import { constants } from 'node:zlib';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';

/**
 * Compresses answers of at least a kilobyte for clients that accept it. The fastest level of each encoding makes a page of tickets five
 * times smaller in a quarter of a millisecond of CPU; the default levels take two to four times as long and save little more. Compression
 * does not reveal contents by size (BREACH), because a page of another site cannot send a token with its requests.
 */
export function compressAnswers() {
  return compression({
    threshold: 1024,
    level: constants.Z_BEST_SPEED,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
  });
}

/** Encodings of files that the build compressed, the best first, with the endings of their names. */
const suffixes = { br: '.br', gzip: '.gz' } as const;

/** Lets the file server serve `name.br` or `name.gz` instead of `name`, if it exists and the client accepts it. */
export function serveCompressed(directory: string) {
  const files = new Set(readdirSync(directory));
  return (req: Request, res: Response, next: NextFunction): void => {
    const name = req.path.slice(1);
    const present = (['br', 'gzip'] as const).filter((it) => files.has(name + suffixes[it]));
    if (present.length > 0) {
      res.vary('Accept-Encoding');
      const encoding = present.find((it) => req.acceptsEncodings(it));
      if (encoding) {
        res.set('Content-Encoding', encoding).type(name.slice(name.lastIndexOf('.')));
        req.url = req.url.replace(req.path, req.path + suffixes[encoding]);
      }
    }
    next();
  };
}

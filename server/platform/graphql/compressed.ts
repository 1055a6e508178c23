import { readdirSync } from 'node:fs';
import { constants } from 'node:zlib';
import compression from 'compression';
import type { NextFunction, Request, Response } from 'express';

/**
 * Compresses answers of a kilobyte or more for clients that accept it. The fastest level of each encoding makes a page of tickets five
 * times smaller for a quarter of a millisecond of CPU; the levels that libraries choose take two to four times that, for little more.
 * No page of another site can send a token with its requests, so it cannot learn by the size what is in an answer (BREACH).
 */
export function compressAnswers() {
  return compression({
    threshold: 1024,
    level: constants.Z_BEST_SPEED,
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } },
  });
}

/** Encodings of files that were compressed when they were built, the best first, and how their names end. */
const suffixes = { br: '.br', gzip: '.gz' } as const;

/** Lets the file server behind it serve `name.br` or `name.gz` instead of `name`, where there is one that the client accepts. */
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

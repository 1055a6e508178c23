import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Request, Response } from 'express';
import type { Context } from './context.js';

/** Answers requests, whose bodies are parsed already, by Apollo. */
export function answeredBy(
  apollo: ApolloServer<Context>,
  contextOf: (req: Request, res: Response) => Promise<Context>,
) {
  return async (req: Request, res: Response): Promise<void> => {
    const headers = new HeaderMap();
    for (const [name, value] of Object.entries(req.headers))
      if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
    const query = req.url.indexOf('?');
    const answer = await apollo.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: req.method,
        headers,
        search: query < 0 ? '' : req.url.slice(query),
        body: req.body,
      },
      context: () => contextOf(req, res),
    });
    // Only @defer and @stream, which the schema does not have, give an answer in parts.
    if (answer.body.kind !== 'complete') throw new Error('an answer came in parts');
    for (const [name, value] of answer.headers) res.setHeader(name, value);
    res.statusCode = answer.status ?? 200;
    res.setHeader('Content-Length', Buffer.byteLength(answer.body.string));
    res.end(answer.body.string);
  };
}

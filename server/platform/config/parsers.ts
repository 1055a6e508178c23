import { isIP } from 'node:net';
import { z } from 'zod';

export const whole = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .refine((it) => it >= min && it <= max, `must be between ${min} and ${max}`);
export const flag = z.enum(['0', '1'], 'must be 0 or 1').transform((it) => it === '1');
export const text = z.string();
export const url = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `must be a URL like ${example}` }).transform((it) => it.replace(/\/+$/, ''));
export const webUrl = url(/^https?$/, 'https://storage.example.com');
export const databaseUrl = url(/^postgres(ql)?$/, 'postgres://user:password@host:5432/ticketwire').refine(
  (it) => new URL(it).username !== '' && new URL(it).pathname.length > 1,
  'must name the user and the database, like postgres://user:password@host:5432/ticketwire',
);
/** A URL that is used exactly as it is written. */
export const exactUrl = (example: string) =>
  z.url({ protocol: /^https?$/, error: `must be a URL like ${example}` });
export const list = (fits: (item: string) => boolean, message: string) =>
  z
    .string()
    .transform((it) =>
      it
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .pipe(
      z.array(z.string().refine(fits, { error: (issue) => `${message}, but there is '${issue.input}'` })),
    );

/** An address, a range of addresses, or a name for several ranges. */
export function isRange(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true;
  const [, address = '', bits] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const most = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  return most > 0 && (bits === undefined || (Number(bits) >= 1 && Number(bits) <= most));
}

export interface Definition<T> {
  readonly fallback: string;
  readonly parser: z.ZodType<Exclude<T, undefined>, string>;
  readonly description: string;
}

export const define = <T>(fallback: string, parser: z.ZodType<T, string>, description: string) =>
  ({ fallback, parser, description }) as Definition<T>;
export const optional = <T>(parser: z.ZodType<T, string>, description: string) =>
  define('', parser, description) as Definition<T | undefined>;

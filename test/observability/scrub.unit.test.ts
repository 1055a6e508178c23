import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GraphQLError } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../server/platform/observability/log.js';
import { Logged } from '../harness/logged.js';

/** Runs a function with a log, and returns the lines it wrote. */
function logging(act: (log: ReturnType<typeof createLog>) => void): Logged {
  const logged = new Logged();
  act(createLog('trace', logged));
  return logged;
}

const token = 'k3Jd8_sQ2-vB7nM4xR9tZ1cW6yL0pF5hG2aS8dE4uIo';

describe('a log line with a secret in it', () => {
  it.each([
    ['an API key', `twk_${token}`],
    ['a session', `tws_${token}`],
    ['an API key that names its organisation', `twk_AZrdLmHWc7iR3W4vWb7p1g.${token}`],
    ['a survey', `twf_AZrdLmHWc7iR3W4vWb7p1g.${token}${token}`],
    ['an authorization', `Bearer ${token}`],
    ['an access token of an identity provider', `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NSJ9.${token}`],
    ['a signature', `https://store.example/x?X-Amz-Signature=${token}&x=1`],
    ['a hash', `$argon2id$v=19$m=19456,t=2,p=1$${token}`],
    ['a URL with a password', `postgres://ticketwire:${token}@database:5432/x`],
    ['an email address', 'k3Jd8_sQ2.vB7nM4xR9tZ1c@desk.example.com'],
  ])('loses the secret before it is written: %s', (_what, secret) => {
    const { text, lines } = logging((log) => log.info({ about: `it was "${secret}" there` }, secret));
    expect(text).not.toMatch(/k3Jd8_sQ2/);
    // It is still a line of JSON with all other fields.
    expect(lines).toHaveLength(1);
    expect(lines[0].about).toMatch(/^it was ".*" there$/);
  });

  it('is not changed when it has none', () => {
    const { lines } = logging((log) =>
      log.info({ path: '/graphql', at: 'node_modules/@apollo/server' }, 'request'),
    );
    expect(lines[0]).toMatchObject({ path: '/graphql', at: 'node_modules/@apollo/server', msg: 'request' });
  });
});

describe('an error in the log', () => {
  it('of the object store has its name and message, and nothing of the request', async () => {
    const client = new S3Client({
      endpoint: 'http://127.0.0.1:1',
      region: 'x',
      maxAttempts: 1,
      credentials: { accessKeyId: 'an-access-key', secretAccessKey: token },
    });
    const error = await client
      .send(new GetObjectCommand({ Bucket: 'bucket', Key: 'somebody/secret' }))
      .catch((failure: unknown) => failure);
    const { lines, text } = logging((log) => log.warn({ err: error }, 'failed'));
    expect(lines[0].err).toMatchObject({ code: 'ECONNREFUSED', syscall: 'connect' });
    expect(text).not.toMatch(/an-access-key|k3Jd8_sQ2|somebody/);
  });

  it('has its cause, and the fields without values', () => {
    const cause = Object.assign(new Error('duplicate key value violates unique constraint "one"'), {
      code: '23505',
      severity: 'ERROR',
      detail: 'Key (email)=(somebody) exists',
      constraint: 'one',
      parameters: ['somebody'],
      query: "insert into users values ('somebody')",
    });
    const error = new GraphQLError('Enum "Status" cannot represent value: "somebody"', {
      originalError: cause,
    });
    const { lines, text } = logging((log) => log.error({ err: error }, 'failed'));
    expect(lines[0].err.cause).toMatchObject({
      message: 'duplicate key value violates unique constraint "one"',
      code: '23505',
      constraint: 'one',
    });
    expect(text).not.toContain('somebody');
  });

  it('of a parser does not repeat the text that could not be parsed', () => {
    const { text } = logging((log) => {
      try {
        JSON.parse('{"password": somebody}');
      } catch (error) {
        log.error({ err: error }, 'failed');
      }
    });
    expect(text).toContain('SyntaxError');
    expect(text).not.toContain('somebody');
  });
});

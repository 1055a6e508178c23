import { isDeepStrictEqual } from 'node:util';
import {
  type CORSRule,
  CreateBucketCommand,
  GetBucketCorsCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { areOurs, corsRule, covers } from './cors.js';

/** A rule of the bucket that is up to the person who runs the store, in the JSON that S3's tools take, and why. */
export interface RuleToSet {
  rule: 'cors' | 'policy';
  reason: 'REFUSED' | 'HAS_OTHERS';
  json: object;
}

/**
 * Makes the bucket if it is not there, and its rules: CORS for the origins, and a policy. Rules that somebody made stay. Not every
 * store takes them, or from these keys: gives those that somebody has to set by hand.
 */
export async function prepareBucket(
  client: S3Client,
  Bucket: string,
  origins: readonly string[],
): Promise<RuleToSet[]> {
  try {
    await client.send(new HeadBucketCommand({ Bucket }));
  } catch (error) {
    if (!isMissing(error)) throw error;
    await client.send(new CreateBucketCommand({ Bucket }));
  }
  const cors = { CORSRules: [corsRule(origins)] };
  const policy = plainUploads(Bucket);
  const outcomes = [
    { rule: 'cors', json: cors, outcome: await outcomeOf(letBrowsersUpload(client, Bucket, cors)) },
    { rule: 'policy', json: policy, outcome: await outcomeOf(keepUploadsPlain(client, Bucket, policy)) },
  ] as const;
  return outcomes.flatMap(({ rule, json, outcome }) =>
    outcome === 'SET' ? [] : [{ rule, json, reason: outcome }],
  );
}

type Outcome = 'SET' | RuleToSet['reason'];

/** A store that refuses a rule works all the same. */
function outcomeOf(setting: Promise<Outcome>): Promise<Outcome> {
  return setting.catch(() => 'REFUSED' as const);
}

async function letBrowsersUpload(
  client: S3Client,
  Bucket: string,
  CORSConfiguration: { CORSRules: CORSRule[] },
): Promise<Outcome> {
  const present = await client.send(new GetBucketCorsCommand({ Bucket })).catch(ifMissing);
  const rules = present?.CORSRules ?? [];
  const [wanted] = CORSConfiguration.CORSRules;
  if (!areOurs(rules)) return wanted && covers(rules, wanted) ? 'SET' : 'HAS_OTHERS';
  if (!isDeepStrictEqual(rules, CORSConfiguration.CORSRules))
    await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration }));
  return 'SET';
}

// What turns a signed PUT into something else: a copy of any object that the server's keys can read, or a public file.
const commands = [
  'copy-source',
  'acl',
  ...['read', 'write', 'read-acp', 'write-acp', 'full-control'].map((it) => `grant-${it}`),
];

/**
 * Refuses uploads with headers that command the store. Amazon and others take no `x-amz-` header that was not signed; Ceph
 * takes them all, so whoever may upload could add them.
 */
function plainUploads(bucket: string): object {
  return {
    Version: '2012-10-17',
    Statement: commands.map((command) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket}/*/uploads/*`,
      // Ceph holds a header that was not sent for an empty one.
      Condition: { StringLike: { [`s3:x-amz-${command}`]: '?*' } },
    })),
  };
}

async function keepUploadsPlain(client: S3Client, Bucket: string, policy: object): Promise<Outcome> {
  const present = await client.send(new GetBucketPolicyCommand({ Bucket })).catch(ifMissing);
  if (!present?.Policy)
    await client.send(new PutBucketPolicyCommand({ Bucket, Policy: JSON.stringify(policy) }));
  return 'SET';
}

/** What is there may stay unread for other reasons than that nothing is; then it is not written over. */
function ifMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

/** Whether the store said that there is no such object or bucket. */
export function isMissing(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return (
    name === 'NotFound' ||
    name === 'NoSuchKey' ||
    name === 'NoSuchBucket' ||
    $metadata?.httpStatusCode === 404
  );
}

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

/** A rule of the bucket that the operator must set by hand: its JSON, as S3's tools take it, and the reason. */
export interface RuleToSet {
  rule: 'cors' | 'policy';
  reason: 'REFUSED' | 'HAS_OTHERS';
  json: object;
}

/**
 * Creates the bucket if it does not exist, and sets its rules: CORS for the origins, and a policy. Rules that somebody else set are kept.
 * Not every store accepts rules, or accepts them from these keys: returns the rules that must be set by hand.
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

/** A store that refuses a rule still works. */
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

// Headers that turn a signed PUT into something else: a copy of any object that the server's keys can read, or a public file.
const commands = [
  'copy-source',
  'acl',
  ...['read', 'write', 'read-acp', 'write-acp', 'full-control'].map((it) => `grant-${it}`),
];

/**
 * A policy that refuses uploads with headers that give commands to the store. Amazon S3 and others refuse `x-amz-` headers that are not
 * signed. Ceph accepts all of them, so a client with a presigned URL could add them.
 */
function plainUploads(bucket: string): object {
  return {
    Version: '2012-10-17',
    Statement: commands.map((command) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${bucket}/*/uploads/*`,
      // Ceph treats a missing header as an empty one.
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

/** A rule that exists can be unreadable for other reasons than that there is none. It is not overwritten then. */
function ifMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}

/** Whether the store answered that the object or bucket does not exist. */
export function isMissing(error: unknown): boolean {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  return (
    name === 'NotFound' ||
    name === 'NoSuchKey' ||
    name === 'NoSuchBucket' ||
    $metadata?.httpStatusCode === 404
  );
}

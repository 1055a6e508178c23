import {
  CreateBucketCommand,
  GetBucketCorsCommand,
  GetBucketPolicyCommand,
  HeadBucketCommand,
  PutBucketCorsCommand,
  PutBucketPolicyCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

/**
 * Makes the bucket if it is not there, and rules where none are set: what somebody made stays. Not every store can be told,
 * or by these keys; gives the rules that could not be set, which are up to who runs the store then.
 */
export async function prepareBucket(client: S3Client, Bucket: string): Promise<string[]> {
  try {
    await client.send(new HeadBucketCommand({ Bucket }));
  } catch (error) {
    if (!isMissing(error)) throw error;
    await client.send(new CreateBucketCommand({ Bucket }));
  }
  const rules = { cors: letBrowsersUpload, policy: keepUploadsPlain };
  const untold: string[] = [];
  for (const [name, set] of Object.entries(rules)) {
    await set(client, Bucket).catch(() => untold.push(name));
  }
  return untold;
}

async function letBrowsersUpload(client: S3Client, Bucket: string): Promise<void> {
  const present = await client.send(new GetBucketCorsCommand({ Bucket })).catch(ifMissing);
  if (present?.CORSRules?.length) return;
  const rule = {
    AllowedMethods: ['GET', 'PUT'],
    AllowedOrigins: ['*'],
    AllowedHeaders: ['*'],
    MaxAgeSeconds: 3600,
  };
  await client.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
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
async function keepUploadsPlain(client: S3Client, Bucket: string): Promise<void> {
  const present = await client.send(new GetBucketPolicyCommand({ Bucket })).catch(ifMissing);
  if (present?.Policy) return;
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: commands.map((command) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: 's3:PutObject',
      Resource: `arn:aws:s3:::${Bucket}/*/uploads/*`,
      // Ceph holds a header that was not sent for an empty one.
      Condition: { StringLike: { [`s3:x-amz-${command}`]: '?*' } },
    })),
  });
  await client.send(new PutBucketPolicyCommand({ Bucket, Policy }));
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

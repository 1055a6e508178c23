import { hash, verify } from '@node-rs/argon2';

// argon2id is the library's default; OWASP's second choice of costs: 19 MiB, two passes.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/**
 * The password of the demo accounts, unless `DEMO_PASSWORD` sets another. It is shorter than the minimum for users, so no other account has
 * it.
 */
export const PUBLIC_PASSWORD = 'demo';

/** The argon2id hash of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, options);
}

let decoy: Promise<string> | undefined;

/**
 * Whether the password matches the hash. Without a hash it takes equally long and returns false, so that response times do not show which
 * accounts exist.
 */
export async function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('no account has this password');
  const fits = await verify(passwordHash ?? (await decoy), password);
  return fits && passwordHash !== null;
}

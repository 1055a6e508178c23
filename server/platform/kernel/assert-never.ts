/** Makes the compiler prove that a switch is exhaustive. Throws if a value comes that its type excludes. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}

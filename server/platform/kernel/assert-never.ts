/** Makes the compiler prove that a switch is exhaustive; throws if it was wrong. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}

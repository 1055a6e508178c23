/** Whether a text has the form of an e-mail address, and at most the length of one (RFC 5321: 254). */
export function isEmail(address: string): boolean {
  return address.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) && !address.includes('\u0000');
}

/**
 * The lower-case form of an address that an identity provider has verified, by which accounts are found. Null when it is no address, or
 * when lower case would turn a letter into another one (the Kelvin sign becomes a k), which would open another account.
 */
export function accountAddress(address: string): string | null {
  const lower = address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return isEmail(lower) && lower === address.toLowerCase() && address.isWellFormed() ? lower : null;
}

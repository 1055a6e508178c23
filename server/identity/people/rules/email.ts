/** Whether something has the form of an e-mail address, and a length that one may have (RFC 5321: 254). */
export function isEmail(address: string): boolean {
  return address.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) && !address.includes('\u0000');
}

/**
 * An address, that somebody else vouches for, as accounts are known by it: in lower case. Null when it is none, or when lower case
 * would make one letter of another (the Kelvin sign becomes a k): it would open the account of somebody else.
 */
export function accountAddress(address: string): string | null {
  const lower = address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return isEmail(lower) && lower === address.toLowerCase() && address.isWellFormed() ? lower : null;
}

/** Whether something has the form of an e-mail address, and a length that one may have (RFC 5321: 254). */
export function isEmail(address: string): boolean {
  return address.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) && !address.includes('\u0000');
}

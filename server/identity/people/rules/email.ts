import { faultsOf, storedForm } from '../../../platform/kernel/texts.js';

/**
 * Whether a text has the form of an e-mail address, and at most the length of one (RFC 5321: 254). The dot that can end a domain is not
 * accepted, because the address without it is the same.
 */
export function isEmail(address: string): boolean {
  return (
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) &&
    !address.endsWith('.') &&
    faultsOf(address, 254, 'NAME').length === 0
  );
}

/**
 * The lower-case form of an address that an identity provider has verified, by which accounts are found. Null when it is no address, or
 * when lower case would turn a letter into another one (the Kelvin sign becomes a k), which would open another account.
 */
export function accountAddress(address: string): string | null {
  const lower = address.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  return isEmail(lower) && lower === address.toLowerCase() ? lower : null;
}

/** An address as it was given, in the form by which accounts are found; null when it is none. */
export function addressOf(given: string): string | null {
  return accountAddress(storedForm(given, 'NAME'));
}

/** The address with its domain in the ASCII form of international names (IDNA), in which equal domains are equal. */
export function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at);
  const ascii = /^[ -~]*$/.test(domain) ? domain : URL.parse(`http://${domain}`)?.hostname;
  return address.slice(0, at) + (ascii || domain);
}

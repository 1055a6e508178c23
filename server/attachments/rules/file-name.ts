// Names that Windows reserves for devices, with any extension.
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)/i;

/**
 * A safe file name for display and download: no path, no control or direction characters, not hidden, no device name, 1 to 255 characters.
 */
export function cleanFileName(given: string): string {
  const base = given.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const printable = base
    // Control, format (including bidirectional overrides), surrogate and private-use characters.
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '')
    .replace(device, '_$&');
  return shorten(printable, 255) || 'file';
}

/** Keeps the extension. */
function shorten(name: string, max: number): string {
  const characters = [...name];
  if (characters.length <= max) return name;
  const dot = name.lastIndexOf('.');
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : '';
  return characters.slice(0, max - extension.length).join('') + extension;
}

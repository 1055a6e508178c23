/** Unknown content: clients announce it for files whose type they do not know. */
export const UNDECIDED = 'application/octet-stream';

const office = 'application/vnd.openxmlformats-officedocument';

/** Other names that clients use for a type. */
const otherNames = new Map(
  Object.entries({
    [UNDECIDED]: [
      '',
      'binary/octet-stream',
      'application/x-download',
      'application/force-download',
      'application/unknown',
    ],
    'image/jpeg': ['image/jpg', 'image/pjpeg'],
    'image/png': ['image/x-png'],
    'image/bmp': ['image/x-bmp', 'image/x-ms-bmp'],
    'application/pdf': ['application/x-pdf'],
    'application/zip': ['application/x-zip-compressed', 'application/x-zip', 'application/zip-compressed'],
    'application/gzip': ['application/x-gzip', 'application/x-compressed-tar'],
    'application/json': ['text/json', 'application/x-json', 'application/har+json'],
    'application/xml': ['text/xml'],
    'text/csv': [
      'text/x-csv',
      'application/csv',
      'application/x-csv',
      'text/comma-separated-values',
      'text/x-comma-separated-values',
    ],
    'text/calendar': ['application/ics'],
    'text/markdown': ['text/x-markdown'],
    'text/plain': [
      'text/log',
      'text/yaml',
      'application/yaml',
      'application/x-yaml',
      'application/toml',
      'application/sql',
    ],
    'application/vnd.ms-outlook': ['application/x-msg'],
    'message/rfc822': ['application/x-eml'],
    'video/mp4': ['video/x-m4v'],
  }).flatMap(([type, names]) => names.map((name) => [name, type] as const)),
);

/** Types by file name ending. It includes types that are not accepted, so that they are refused before the upload. */
const endings = new Map(
  Object.entries({
    'image/png': ['png'],
    'image/jpeg': ['jpg', 'jpeg', 'jfif'],
    'image/gif': ['gif'],
    'image/webp': ['webp'],
    'image/avif': ['avif'],
    'image/heic': ['heic', 'heif'],
    'image/bmp': ['bmp'],
    'image/tiff': ['tif', 'tiff'],
    'image/svg+xml': ['svg', 'svgz'],
    'application/pdf': ['pdf'],
    'text/plain': ['txt', 'log'],
    'text/csv': ['csv'],
    'text/tab-separated-values': ['tsv'],
    'text/markdown': ['md', 'markdown'],
    'text/calendar': ['ics'],
    'text/html': ['html', 'htm', 'xhtml'],
    'text/javascript': ['js', 'mjs'],
    'application/json': ['json', 'har'],
    'application/xml': ['xml'],
    'application/zip': ['zip'],
    'application/gzip': ['gz', 'tgz'],
    'application/msword': ['doc'],
    'application/vnd.ms-excel': ['xls'],
    'application/vnd.ms-powerpoint': ['ppt'],
    'application/vnd.ms-outlook': ['msg'],
    [`${office}.wordprocessingml.document`]: ['docx'],
    [`${office}.spreadsheetml.sheet`]: ['xlsx'],
    [`${office}.presentationml.presentation`]: ['pptx'],
    'application/vnd.oasis.opendocument.text': ['odt'],
    'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
    'application/vnd.oasis.opendocument.presentation': ['odp'],
    'application/vnd.microsoft.portable-executable': ['exe', 'dll', 'scr', 'com'],
    'application/x-msi': ['msi'],
    'message/rfc822': ['eml'],
    'video/mp4': ['mp4', 'm4v'],
    'video/quicktime': ['mov'],
    'video/webm': ['webm'],
  }).flatMap(([type, names]) => names.map((name) => [name, type] as const)),
);

// Parameters such as `charset=utf-8` add nothing to the content.
const parameters = /(?:[ \t]*;[ \t]*[\w-]+=(?:"[^"\\\p{Cc}]*"|[\w.+:-]+))*$/u;

/** The canonical name of a type: lower case, without parameters. Null when it is not a MIME type. An empty text means an unknown type. */
export function canonicalType(given: string): string | null {
  if (given.length > 255) return null;
  const name = given.trim().replace(parameters, '').toLowerCase();
  const type = otherNames.get(name);
  if (type !== undefined) return type;
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(name)) return null;
  // Source code and logs: `text/x-log`, `text/x-python`.
  return name.startsWith('text/x-') ? 'text/plain' : name;
}

/** The type by the ending of a file name, if it has a known one. */
export function typeOfName(fileName: string): string | undefined {
  const [, ending] = /\.([^.\s]+)\s*$/.exec(fileName) ?? [];
  return ending === undefined ? undefined : endings.get(ending.toLowerCase());
}

/** The file name endings of these types, with their dots. */
export function endingsOf(types: readonly string[]): string[] {
  return [...endings].filter(([, type]) => types.includes(type)).map(([ending]) => `.${ending}`);
}

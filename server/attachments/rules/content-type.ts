// Types that have no signature to sniff: the content must be text.
const textual = /^(text\/|application\/(json|xml|x-ndjson)$|message\/rfc822$)/;
// Office documents and others are ZIP or OLE files inside; the sniffer may stop at the container.
const containers: Record<string, RegExp> = {
  'application/zip':
    /^application\/(vnd\.(openxmlformats-officedocument|oasis\.opendocument)\.|zip$|x-zip-compressed$|epub\+zip$)/,
  'application/x-cfb': /^application\/(msword|vnd\.ms-(excel|powerpoint|outlook))$/,
};

/** Whether content, as it was sniffed (null: no known signature), is of the type that was announced. */
export function fitsType(announced: string, sniffed: string | null, looksLikeText: boolean): boolean {
  if (sniffed !== null && (sniffed === announced || containers[sniffed]?.test(announced))) return true;
  // Some signatures are two or three letters, with which a text may begin as well (BM, MZ, ID3): what decides is that it is text.
  return textual.test(announced) && looksLikeText;
}

/** Text has no NUL and no other control characters than white space and escape. */
export function looksLikeText(start: Uint8Array): boolean {
  return start.every(
    (byte) =>
      byte >= 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0c || byte === 0x0d || byte === 0x1b,
  );
}

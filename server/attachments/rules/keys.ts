/** Where the signed URL of an upload writes to. */
export function uploadPrefix(organisationId: string, attachmentId: string): string {
  return `${organisationId}/uploads/${attachmentId}/`;
}

/** Where content lies that was checked; no URL that writes is ever signed for it. */
export function objectPrefix(organisationId: string, attachmentId: string): string {
  return `${organisationId}/attachments/${attachmentId}/`;
}

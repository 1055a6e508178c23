/** The key to which the presigned URL of an upload writes. */
export function uploadPrefix(organisationId: string, attachmentId: string): string {
  return `${organisationId}/uploads/${attachmentId}/`;
}

/** The key of checked content. No URL that writes is ever signed for it. */
export function objectPrefix(organisationId: string, attachmentId: string): string {
  return `${organisationId}/attachments/${attachmentId}/`;
}

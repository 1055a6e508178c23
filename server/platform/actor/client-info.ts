/** The client of a request, as far as the server knows it. */
export interface ClientInfo {
  traceId: string;
  address: string;
  userAgent: string | null;
}

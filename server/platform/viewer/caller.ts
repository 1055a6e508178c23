/** Where a request comes from. */
export interface Caller {
  traceId: string;
  address: string;
  userAgent: string | null;
}

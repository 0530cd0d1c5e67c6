/** Who makes a change: the client, and the member of staff behind it where there is one. */
export interface Actor {
  readonly clientId: string;
  readonly staffId: string | null;
}

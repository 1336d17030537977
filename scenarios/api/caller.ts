/** Who makes a request: a live session's user, and the profile that the user has. */
export type Caller =
  | { readonly role: 'candidate'; readonly user: number; readonly candidate: number }
  | { readonly role: 'employer'; readonly user: number; readonly employer: number; readonly company: number }
  | { readonly role: 'admin'; readonly user: number };

/** Who may call an endpoint. `anyone` may still say who they are. */
export type Access = 'anyone' | 'member' | 'candidate' | 'employer';

/** What an endpoint knows of its caller once access was granted. */
export type Admitted<A extends Access> = A extends 'anyone'
  ? Caller | undefined
  : A extends 'member'
    ? Caller
    : Extract<Caller, { role: A }>;

/** The token of an `Authorization: Bearer …` header; undefined where the header is of another kind. */
export function bearer(header: string): string | undefined {
  return /^Bearer +([\w.~+/=-]{1,255})$/i.exec(header)?.[1];
}

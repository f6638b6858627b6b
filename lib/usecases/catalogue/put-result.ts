/** What a `PUT` did. */
export interface PutResult<T> {
  readonly thing: T;
  readonly created: boolean;
}

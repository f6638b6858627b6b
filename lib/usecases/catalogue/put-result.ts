export interface PutResult<T> {
  readonly thing: T;
  readonly created: boolean;
}

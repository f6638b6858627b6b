/** The fields of answers that tests read. The schemas check the answers themselves. */
export interface Body {
  readonly id?: string;
  readonly version?: number;
  readonly status?: string | number;
  readonly copyId?: string;
  readonly titleId?: string;
  readonly patronId?: string;
  readonly branchId?: string;
  readonly position?: number;
  readonly from?: string;
  readonly readyUntil?: string;
  readonly servedBy?: string;
  readonly openReservations?: number;
  readonly reservations?: number;
  readonly waiting?: number;
  readonly allowed?: boolean;
  readonly next?: string;
  readonly items?: readonly Body[];
  readonly copies?: readonly Body[];
  readonly copy?: Body;
  readonly reservation?: Body;
  readonly blocks?: readonly Body[];
  readonly affectedReservations?: readonly Body[];
  readonly reservable?: Body & { readonly code?: number | null; readonly open?: boolean };
  readonly lendable?: Body & { readonly open?: boolean };
  readonly loan?: Body;
  readonly state?: string;
  readonly lifted?: number | readonly Body[];
  readonly remaining?: readonly Body[];
  readonly belongsTo?: readonly Body[];
  readonly counts?: Readonly<Record<string, number>>;
  readonly reasons?: readonly Reason[];
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly [field: string]: unknown;
}

interface Reason {
  readonly code: string;
  readonly detail: string;
  readonly [fact: string]: unknown;
}

/** The codes of a refusal, in the order given. */
export const codes = (body: Body): readonly string[] => (body.reasons ?? []).map(({ code }) => code);

/** The pointers of the invalid fields, in the order given. */
export const pointers = (body: Body): readonly string[] => (body.errors ?? []).map(({ pointer }) => pointer);

/** One field of each item of a list. */
export const each = (body: Body, field: string): readonly unknown[] =>
  (body.items ?? []).map((item) => item[field]);

import * as z from 'zod';
import { isDay } from '../../lib/domain/calendar.ts';

const MAX_TEXT = 500;
const MAX_IDS = 100;

/** An id of the contract: 1–40 of `A-Z a-z 0-9 . _ -`. */
export const IdSchema = z.string().regex(/^[A-Za-z0-9._-]{1,40}$/, { error: 'field-id' });

/** Up to a hundred ids without duplicates, in the given order; separated by commas in a query. */
export const IdsSchema = z
  .string()
  .transform((text) => (text === '' ? [] : text.split(',', MAX_IDS + 1)))
  .pipe(z.array(IdSchema).min(1).max(MAX_IDS))
  .transform((ids) => [...new Set(ids)])
  .meta({ description: `1–${MAX_IDS} ids with commas between them` });

export const DaySchema = z.string().refine(isDay, { error: 'field-day' }).meta({ format: 'date' });

/**
 * A trimmed text with a maximum length. Half a surrogate pair is refused: it cannot be stored or
 * shown. So are control characters: some sort before everything that a list reads.
 */
export const textUpTo = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => text.isWellFormed(), { error: 'field-text' })
    .refine((text) => !/\p{Cc}/u.test(text), { error: 'field-control' });

export const TextSchema = textUpTo(MAX_TEXT);

export const OverrideSchema = z.strictObject({ reason: TextSchema });

export const oneOf = (...values: unknown[]): boolean =>
  values.filter((value) => value !== undefined).length === 1;

/** The `limit` and `cursor` of every list. */
export const paging = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(2000).optional(),
};

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().optional() });

export const BranchSchema = z
  .object({
    branchId: z.string(),
    name: z.string(),
    contacts: z.array(z.string()).optional(),
    pickupDays: z.number(),
    reservationLimit: z.number(),
    version: z.number(),
  })
  .meta({ id: 'Branch' });

export const BlockSchema = z
  .object({
    kind: z.enum(['reservation', 'loan']),
    code: z.union([z.literal(7), z.literal(8)]).optional(),
    endDate: z.string().optional(),
    activityId: z.string().optional(),
    reason: z.string().optional(),
    source: z.object({ type: z.enum(['manual', 'batch', 'rule']), id: z.string().optional() }),
    placedBy: z.string().optional(),
    placedAt: z.string(),
  })
  .meta({ id: 'Block' });

const Loan = z
  .object({
    patronId: z.string(),
    special: z.boolean(),
    label: z.string().optional(),
    activityId: z.string().optional(),
    since: z.string(),
    dueDate: z.string().optional(),
  })
  .meta({ id: 'Loan' });

export const ActivityStateSchema = z.enum(['coming', 'running', 'over', 'closed']);

export const ActivitySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    startDate: z.string(),
    endDate: z.string(),
    branchIds: z.array(z.string()).optional(),
    collections: z.array(z.string()).optional(),
    titleIds: z.array(z.string()).optional(),
    agreement: z.boolean(),
    agreementFrom: z.string().optional(),
    atEnd: z.enum(['flag', 'lift']),
    contacts: z.array(z.string()).optional(),
    closedOn: z.string().optional(),
    closing: z.object({ done: z.number(), of: z.number() }).optional(),
    state: ActivityStateSchema,
    counts: z.object({ blocked: z.number(), onSpecialCards: z.number(), flags: z.number() }),
    version: z.number(),
  })
  .meta({ id: 'Activity' });

const CopyStatus = z.enum([
  'available',
  'on-loan',
  'on-special-card',
  'reservation-shelf',
  'in-transit',
  'on-order',
  'missing',
  'withdrawn',
]);

export const CopySchema = z
  .object({
    copyId: z.string(),
    titleId: z.string(),
    branchId: z.string(),
    collection: z.string().optional(),
    shelfmark: z.string().optional(),
    status: CopyStatus,
    blocks: z.array(BlockSchema),
    reservable: z.object({
      code: z.union([z.literal(7), z.literal(8), z.null()]),
      open: z.boolean(),
      from: z.string().optional(),
    }),
    lendable: z.object({ open: z.boolean(), from: z.string().optional() }),
    loan: Loan.optional(),
    reservations: z.number(),
    version: z.number(),
  })
  .meta({ id: 'Copy' });

const ReservationStatus = z.enum(['waiting', 'ready', 'in-transit', 'fulfilled', 'cancelled', 'expired']);

export const ReservationSchema = z
  .object({
    id: z.string(),
    kind: z.enum(['copy', 'title']),
    copyId: z.string().optional(),
    titleId: z.string(),
    patronId: z.string().optional(),
    pickupBranchId: z.string(),
    status: ReservationStatus,
    position: z.number().optional(),
    placedAt: z.string(),
    expiresOn: z.string(),
    from: z.string().optional(),
    readyUntil: z.string().optional(),
    servedBy: z.string().optional(),
    version: z.number(),
  })
  .meta({ id: 'Reservation' });

export const ReasonSchema = z.looseObject({ code: z.string(), detail: z.string() }).meta({ id: 'Reason' });

export const ProblemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    reasons: z.array(ReasonSchema).optional(),
    traceId: z.string().optional(),
  })
  .meta({ id: 'Problem' });

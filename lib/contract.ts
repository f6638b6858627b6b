/**
 * The names that the infrastructure and the running code share. Constants only: `infra/` may import
 * nothing else from `lib/`.
 */

/** Environment variables of the functions. */
export const ENV = {
  /** Name of the one DynamoDB table. */
  table: 'TABLE_NAME',
  /** Name of the function that runs the night; the API starts it on request. */
  nightlyFunction: 'NIGHTLY_FUNCTION_NAME',
  /** Days after which a closed reservation loses its patron (rule P2). */
  patronRetentionDays: 'PATRON_RETENTION_DAYS',
  /** The queue of the worker, which does what takes longer than a request may. */
  workQueueUrl: 'WORK_QUEUE_URL',
  /** The topic that hears once a night what the night did. */
  newsTopicArn: 'NEWS_TOPIC_ARN',
  /** Who reminders are from; a verified sender of SES. */
  mailFrom: 'MAIL_FROM',
  /**
   * The network's admins, who see a reminder that nobody acts on (rule N3): addresses with commas
   * between them.
   */
  adminMail: 'ADMIN_MAIL',
  /** Where the staff client lives, with its last slash; links in mails lead there. */
  webUrl: 'WEB_URL',
  /** Whole days by which the clock is shifted. Set by the local system only (`--today`). */
  clockShiftDays: 'CLOCK_SHIFT_DAYS',
} as const;

/**
 * Keys of the table itself, and the attribute after which DynamoDB may delete an item (seconds
 * since 1970).
 */
export const TABLE_KEYS = { partitionKey: 'pk', sortKey: 'sk', timeToLive: 'expiresAt' } as const;

/** What an index holds of an item beside its keys. */
export type Projection = 'keys' | 'all' | readonly string[];

/** One global secondary index; all are sparse: an item without both keys is not in it. */
export interface IndexDefinition {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly projection: Projection;
}

/** Every index of the table and what asks for it. All keys are strings. */
export const INDEXES = {
  /** Titles by the start of their title. */
  titlesByPrefix: {
    name: 'titles-by-prefix',
    partitionKey: 'prefixKey',
    sortKey: 'prefixSort',
    projection: ['titleId', 'title', 'author', 'isbn', 'materialType'],
  },
  /** Titles by ISBN. */
  titlesByIsbn: {
    name: 'titles-by-isbn',
    partitionKey: 'isbnKey',
    sortKey: 'isbnSort',
    projection: ['titleId', 'title', 'author', 'isbn', 'materialType'],
  },
  /** Copies of a collection by barcode, spread over shards. */
  copiesByCollection: {
    name: 'copies-by-collection',
    partitionKey: 'collectionKey',
    sortKey: 'collectionSort',
    projection: 'keys',
  },
  /**
   * Copies of a collection in one branch by barcode: the place of a copy in either list never
   * changes.
   */
  copiesByCollectionAtBranch: {
    name: 'copies-by-collection-at-branch',
    partitionKey: 'branchCollectionKey',
    sortKey: 'branchCollectionSort',
    projection: 'keys',
  },
  /**
   * Copies of a collection by the reservation blocks that they carry: whoever lacks its rule's is
   * found together.
   */
  copiesByCover: {
    name: 'copies-by-cover',
    partitionKey: 'coverKey',
    sortKey: 'coverSort',
    projection: 'keys',
  },
  /** Copies that carry a block, per branch and kinds of block, spread over shards. */
  copiesByBlock: {
    name: 'copies-by-block',
    partitionKey: 'blockedKey',
    sortKey: 'blockedSort',
    projection: 'keys',
  },
  /**
   * What belongs to an activity: copies with a block of it, loans on its special cards, those
   * cards, and flags.
   */
  byActivity: {
    name: 'by-activity',
    partitionKey: 'activityKey',
    sortKey: 'activitySort',
    projection: 'keys',
  },
  /**
   * Copies on the shelf that a waiting reservation may want, per branch, in the order of the
   * shelves.
   */
  wantedCopies: {
    name: 'wanted-copies',
    partitionKey: 'wantedKey',
    sortKey: 'wantedSort',
    projection: 'keys',
  },
  /** Reservations, open and closed, of a patron. */
  reservationsByPatron: {
    name: 'reservations-by-patron',
    partitionKey: 'patronKey',
    sortKey: 'placedSort',
    projection: 'all',
  },
  /** Reservations, open and closed, of a title or of one of its copies. */
  reservationsByTitle: {
    name: 'reservations-by-title',
    partitionKey: 'titleKey',
    sortKey: 'placedSort',
    projection: 'all',
  },
  /**
   * Activities by their last day: those not closed, those closed, and for a branch those that may
   * still come or run. Beside them, in partitions of their own, the special cards of a branch.
   */
  activities: {
    name: 'activities',
    partitionKey: 'listKey',
    sortKey: 'listSort',
    projection: 'keys',
  },
  /** Open flags, by branch and by the day they were raised, spread over shards. */
  flags: { name: 'flags', partitionKey: 'flagsKey', sortKey: 'flagsSort', projection: 'keys' },
  /** What the night has to do, under its day, spread over shards. */
  due: { name: 'due', partitionKey: 'dueKey', sortKey: 'dueSort', projection: 'keys' },
} as const satisfies Record<string, IndexDefinition>;

/** The night: when it is scheduled (rule N1), and the event that starts it. */
export const NIGHTLY = {
  job: 'nightly',
  hour: 3,
  minute: 30,
  timeZone: 'Europe/Amsterdam',
} as const;

/** Figures of our own that an alarm looks at, by the function that counts them. */
export const METRICS = { namespace: 'Apart', setAside: 'nightSetAside' } as const;

/**
 * What the nightly function is invoked with: by the schedule (`scheduledTime`, RFC 3339), or by an
 * admin (`day`).
 */
export interface NightlyEvent {
  readonly scheduledTime?: string;
  readonly day?: string;
  /** The report's id, where the caller wants to follow this very run. */
  readonly jobId?: string;
}

/** The worker: how often it looks for pending work that no message names. */
export const WORK = { sweepMinutes: 1 } as const;

/**
 * What the worker's queue carries: the id of a piece of work, or the order to look what stands
 * still.
 */
export type WorkMessage = { readonly workId: string } | { readonly sweep: true };

/** The two routes that need no token. All others are behind the authorizer. */
export const PUBLIC_ROUTES = ['/api/health', '/api/openapi.json'] as const;

/**
 * The claims that Apart reads from an access token, beside `sub`. Deployed they are user attributes
 * of these names.
 */
export const CLAIMS = { role: 'role', branchIds: 'branchIds', patronId: 'patronId' } as const;

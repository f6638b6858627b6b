/**
 * The names that the infrastructure and the running code share. Constants only: `infra/` may import
 * nothing else from `lib/`.
 */

/** Environment variables of the functions. */
export const ENV = {
  /** The name of the DynamoDB table. */
  table: 'TABLE_NAME',
  /** The name of the function that runs the night; the API invokes it on request. */
  nightlyFunction: 'NIGHTLY_FUNCTION_NAME',
  /** Days after which a closed reservation loses its patron (rule P2). */
  patronRetentionDays: 'PATRON_RETENTION_DAYS',
  /** The URL of the worker's queue, for work that takes longer than a request may. */
  workQueueUrl: 'WORK_QUEUE_URL',
  /** The topic that gets the report of each night. */
  newsTopicArn: 'NEWS_TOPIC_ARN',
  /** The sender of reminders, whose address SES has verified. */
  mailFrom: 'MAIL_FROM',
  /**
   * The addresses of the network's admins, separated by commas. They also get a reminder that
   * nobody acts on (rule N3).
   */
  adminMail: 'ADMIN_MAIL',
  /** The URL of the staff client, with its last slash; links in mails start with it. */
  webUrl: 'WEB_URL',
  /** The shift of the clock in whole days. Only the local system sets it (`--today`). */
  clockShiftDays: 'CLOCK_SHIFT_DAYS',
} as const;

/**
 * The keys of the table, and the attribute with the time after which DynamoDB may delete an item
 * (seconds since 1970).
 */
export const TABLE_KEYS = { partitionKey: 'pk', sortKey: 'sk', timeToLive: 'expiresAt' } as const;

/** The attributes of an item in an index: its keys only, all of them, or its keys and a list. */
export type Projection = 'keys' | 'all' | readonly string[];

/** A global secondary index. Each is sparse: an item without both keys is not in it. */
export interface IndexDefinition {
  readonly name: string;
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly projection: Projection;
}

/** Every index of the table. All keys are strings. */
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
   * Copies of a collection at one branch by barcode. A copy never changes its place in this list,
   * nor in that of the whole collection.
   */
  copiesByCollectionAtBranch: {
    name: 'copies-by-collection-at-branch',
    partitionKey: 'branchCollectionKey',
    sortKey: 'branchCollectionSort',
    projection: 'keys',
  },
  /**
   * Copies of a collection by block signature: copies that lack the block of their rule are
   * adjacent.
   */
  copiesByCover: {
    name: 'copies-by-cover',
    partitionKey: 'coverKey',
    sortKey: 'coverSort',
    projection: 'keys',
  },
  /** Copies with a block, by branch and kinds of block, spread over shards. */
  copiesByBlock: {
    name: 'copies-by-block',
    partitionKey: 'blockedKey',
    sortKey: 'blockedSort',
    projection: 'keys',
  },
  /** Items of an activity: blocked copies, special cards, loans on them, flags. */
  byActivity: {
    name: 'by-activity',
    partitionKey: 'activityKey',
    sortKey: 'activitySort',
    projection: 'keys',
  },
  /**
   * Copies on the shelf that may serve a waiting reservation, by branch, in the order of the
   * shelves.
   */
  wantedCopies: {
    name: 'wanted-copies',
    partitionKey: 'wantedKey',
    sortKey: 'wantedSort',
    projection: 'keys',
  },
  /**
   * Copies that can serve the line of their title, by title: first those on the shelf that nobody
   * has asked for.
   */
  servingCopies: {
    name: 'serving-copies',
    partitionKey: 'servesKey',
    sortKey: 'servesSort',
    projection: 'keys',
  },
  /** Open and closed reservations of a patron. */
  reservationsByPatron: {
    name: 'reservations-by-patron',
    partitionKey: 'patronKey',
    sortKey: 'placedSort',
    projection: 'keys',
  },
  /** Open and closed reservations of a title and of its copies. */
  reservationsByTitle: {
    name: 'reservations-by-title',
    partitionKey: 'titleKey',
    sortKey: 'placedSort',
    projection: 'keys',
  },
  /**
   * Activities by their last day, with their first. A partition lists those not closed, those
   * closed, or those of a branch that may still start or run. Other partitions list the special
   * cards of a branch.
   */
  activities: {
    name: 'activities',
    partitionKey: 'listKey',
    sortKey: 'listSort',
    projection: ['startDate'],
  },
  /** Open flags, by branch and by the day on which they were raised, spread over shards. */
  flags: { name: 'flags', partitionKey: 'flagsKey', sortKey: 'flagsSort', projection: 'keys' },
  /** Items due, by day, spread over shards. */
  due: { name: 'due', partitionKey: 'dueKey', sortKey: 'dueSort', projection: 'keys' },
} as const satisfies Record<string, IndexDefinition>;

/** The night: the name of its job, and its schedule (rule N1). */
export const NIGHTLY = {
  job: 'nightly',
  hour: 3,
  minute: 30,
  timeZone: 'Europe/Amsterdam',
} as const;

/** Custom metrics for alarms, by function. */
export const METRICS = { namespace: 'Apart', setAside: 'nightSetAside' } as const;

/**
 * The event that invokes the nightly function: from the schedule (`scheduledTime`, RFC 3339), or
 * from an admin (`day`).
 */
export interface NightlyEvent {
  readonly scheduledTime?: string;
  readonly day?: string;
  /** The id of the report, if the caller follows this run. */
  readonly jobId?: string;
}

/** The interval at which the worker looks for pending work that no message names. */
export const WORK = { sweepMinutes: 1 } as const;

/** A message to the worker: one piece of work, or a sweep for idle work. */
export type WorkMessage = { readonly workId: string } | { readonly sweep: true };

/** The two routes that need no token. The authorizer guards all others. */
export const PUBLIC_ROUTES = ['/api/health', '/api/openapi.json'] as const;

/**
 * The claims that Apart reads from an access token, beside `sub`. User attributes of the same
 * names hold them in the cloud.
 */
export const CLAIMS = { role: 'role', branchIds: 'branchIds', patronId: 'patronId' } as const;

/**
 * List prices in US dollars of eu-central-1, the region of a Dutch network, without taxes, free
 * tiers and discounts. They date from the middle of 2026 and were not looked up for this run. Where
 * a price has bands, the first one.
 */
export const PRICES = {
  region: 'eu-central-1',
  asOf: '2026-06',
  /** Assumed. */
  euroPerDollar: 0.9,
  readUnit: 0.1525 / 1e6,
  writeUnit: 0.7625 / 1e6,
  storedGigabyteMonth: 0.306,
  recoverableGigabyteMonth: 0.2448,
  lambdaGigabyteSecond: 0.0000133334,
  lambdaRequest: 0.2 / 1e6,
  gatewayRequest: 1.2 / 1e6,
  loggedGigabyte: 0.63,
  trace: 5 / 1e6,
  edgeRequest: 1.2 / 1e6,
  edgeGigabyte: 0.085,
  mail: 0.1 / 1e3,
  /** An account that signs in during a month, beyond the first ten thousand. */
  account: 0.015,
} as const;

/**
 * Other properties of a request: assumed, except the memory of the function
 * (infra/service-stack.ts).
 */
export const REQUEST = {
  memoryGigabytes: 1,
  /** The part of a processor that the function gets: 1,769 MB get a whole one. */
  processor: 1024 / 1769,
  /** The milliseconds that a function waits for DynamoDB in each round trip. */
  roundTripMs: 5,
  loggedBytes: 1200,
  answerBytes: 2000,
  traced: 0.05,
} as const;

/**
 * The first quotas of an AWS account, and the limits of the gateway
 * (infra/constructs/http-service.ts).
 */
export const LIMITS = {
  tableReadUnits: 40_000,
  tableWriteUnits: 40_000,
  lambdaConcurrency: 1000,
  gatewayRate: 200,
  gatewayBurst: 400,
} as const;

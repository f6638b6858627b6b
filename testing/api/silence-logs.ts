/** Keeps the logs and metrics of the functions out of the output of the tests. Import it first. */
process.env.POWERTOOLS_LOG_LEVEL ??= 'SILENT';
process.env.POWERTOOLS_METRICS_DISABLED ??= 'true';
process.env.POWERTOOLS_METRICS_NAMESPACE ??= 'apart-tests';
process.env.POWERTOOLS_SERVICE_NAME ??= 'apart-tests';

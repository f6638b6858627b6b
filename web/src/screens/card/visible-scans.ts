/** The part of a scan that decides whether it is shown. */
interface Scanned {
  readonly state: 'waiting' | 'done' | 'failed';
}

const DONE_SHOWN = 5;

/** All scans that need attention, and the latest of the others. */
export function visibleScan<S extends Scanned>(scans: readonly S[]): readonly S[] {
  const done = new Set(scans.filter(({ state }) => state === 'done').slice(0, DONE_SHOWN));
  return scans.filter((scan) => scan.state !== 'done' || done.has(scan));
}

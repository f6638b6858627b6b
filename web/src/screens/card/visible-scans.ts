/** How a scan stands. */
interface Scanned {
  readonly state: 'waiting' | 'done' | 'failed';
}

const DONE_SHOWN = 5;

/** All scans that ask for something still, among the last ones that do not. */
export function visibleScan<S extends Scanned>(scans: readonly S[]): readonly S[] {
  const done = new Set(scans.filter(({ state }) => state === 'done').slice(0, DONE_SHOWN));
  return scans.filter((scan) => scan.state !== 'done' || done.has(scan));
}

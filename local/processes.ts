import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process that we noted down: a pid alone may since have been given to another. */
export interface Noted {
  readonly pid: number;
  readonly mark: string;
}

/**
 * Notes down a running process by its pid and the moment it began; undefined when it isn't running.
 */
export function note(pid: number): Noted | undefined {
  const mark = markOf(pid);
  return mark === undefined ? undefined : { pid, mark };
}

/** Whether a process with this pid runs. */
export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function markOf(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxMark(pid);
  // Windows tells when a process began to its own tools only, which take a second to start.
  if (process.platform === 'win32') return isRunning(pid) ? 'running' : undefined;
  return posixMark(pid);
}

/** Whether that very process still runs, and not another with its pid. */
export const stillRuns = (noted: Noted): boolean => note(noted.pid)?.mark === noted.mark;

/** What was noted in this text; undefined when it is not such a note. */
export function parseNote(text: string): Noted | undefined {
  try {
    const { pid, mark } = JSON.parse(text) as Partial<Noted>;
    return typeof pid === 'number' && pid > 1 && typeof mark === 'string' ? { pid, mark } : undefined;
  } catch {
    return undefined;
  }
}

/** Ends that very process, if need be by force, and resolves when it is gone. */
export async function end(noted: Noted, patienceMs = 1_500): Promise<void> {
  const signals = ['SIGTERM', 'SIGKILL'] as const;
  for (const signal of signals) {
    if (!stillRuns(noted)) return;
    process.kill(noted.pid, signal);
    const until = Date.now() + patienceMs;
    while (stillRuns(noted) && Date.now() < until) await new Promise((done) => setTimeout(done, 20));
  }
}

function linuxMark(pid: number): string | undefined {
  try {
    // The name in the second field may hold spaces and brackets: count from the last one.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, startedAt] = [fields[0], fields[19]];
    if (state === 'Z' || startedAt === undefined) return undefined;
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${startedAt}`;
  } catch {
    return undefined;
  }
}

function posixMark(pid: number): string | undefined {
  try {
    const started = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return started === '' ? undefined : started;
  } catch {
    return undefined;
  }
}

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Identifies a process: the operating system reuses a pid, so `mark` holds the start time. */
export interface Noted {
  readonly pid: number;
  readonly mark: string;
}

/** The identity of a running process; undefined when it is not running. */
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
  // Only Windows's own tools know the start time of a process, and they take a second to run.
  if (process.platform === 'win32') return isRunning(pid) ? 'running' : undefined;
  return posixMark(pid);
}

/** Whether the same process still runs, and not another with its pid. */
export const stillRuns = (noted: Noted): boolean => note(noted.pid)?.mark === noted.mark;

/** Parses a note; undefined for any other text. */
export function parseNote(text: string): Noted | undefined {
  try {
    const { pid, mark } = JSON.parse(text) as Partial<Noted>;
    return typeof pid === 'number' && pid > 1 && typeof mark === 'string' ? { pid, mark } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Ends the process with SIGTERM and, after the patience, with SIGKILL. Leaves another process with
 * its pid alone.
 */
export async function end(noted: Noted, patienceMs = 1_500): Promise<void> {
  const signals = ['SIGTERM', 'SIGKILL'] as const;
  for (const signal of signals) {
    if (!stillRuns(noted)) return;
    process.kill(noted.pid, signal);
    const until = Date.now() + patienceMs;
    while (stillRuns(noted) && Date.now() < until) await pause(20);
  }
}

function linuxMark(pid: number): string | undefined {
  try {
    // The name in the second field may hold spaces and brackets: fields count from the last
    // bracket.
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

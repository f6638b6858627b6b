/** What this site was deployed with (`/config.json`). */
export interface Settings {
  /** The issuer of tokens, where its discovery document is. */
  readonly authority: string;
  readonly clientId: string;
  /**
   * By how many days the system's clock is shifted; only on a machine that tries out another day.
   */
  readonly clockShiftDays?: number;
}

/** The settings of this site; rejects where it has none. */
export async function loadSettings(): Promise<Settings> {
  const answer = await fetch('/config.json', { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`/config.json: ${answer.status}`);
  return (await answer.json()) as Settings;
}

/** The settings of the deployed site (`/config.json`). */
export interface Settings {
  /** The issuer of tokens; serves the discovery document. */
  readonly authority: string;
  readonly clientId: string;
  /** The number of days that the system's clock is shifted; only in the local system. */
  readonly clockShiftDays?: number;
}

/** Loads the settings; rejects when the site has none. */
export async function loadSettings(): Promise<Settings> {
  const answer = await fetch('/config.json', { cache: 'no-cache' });
  if (!answer.ok) throw new Error(`/config.json: ${answer.status}`);
  return (await answer.json()) as Settings;
}

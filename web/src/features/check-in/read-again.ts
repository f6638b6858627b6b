import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Reads again what a scan changes of this screen, and no more: the next scan follows soon. Other
 * screens read for themselves.
 */
export async function readAgain(client: QueryClient, changed: readonly QueryKey[]): Promise<void> {
  await client.invalidateQueries({ refetchType: 'none' });
  await Promise.all(changed.map((queryKey) => client.invalidateQueries({ queryKey })));
}

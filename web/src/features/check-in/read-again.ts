import type { QueryClient, QueryKey } from '@tanstack/react-query';

/**
 * Refetches only what a scan changes on this screen, as the next scan follows soon. Other screens
 * refetch when they open.
 */
export async function readAgain(client: QueryClient, changed: readonly QueryKey[]): Promise<void> {
  await client.invalidateQueries({ refetchType: 'none' });
  await Promise.all(changed.map((queryKey) => client.invalidateQueries({ queryKey })));
}

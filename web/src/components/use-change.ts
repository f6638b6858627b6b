import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';

/**
 * A mutation that refetches all queries of the screen when it settles. Nothing is shown as done
 * before the API has answered.
 */
export function useChange<Wanted, Done>(
  change: (wanted: Wanted) => Promise<Done>,
  then?: (done: Done, wanted: Wanted) => void,
): UseMutationResult<Done, Error, Wanted> {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (done, wanted) => {
      then?.(done, wanted);
    },
    onSettled: () => client.invalidateQueries(),
  });
}

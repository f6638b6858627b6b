import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';

/**
 * A change that somebody makes. When it is done, or somebody else was first, all that is on the
 * screen is read again: nothing is shown as done before it is.
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

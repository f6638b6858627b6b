import { useEffect, useRef, useState } from 'react';
import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { newAct, type Act } from '../lib/api/act.ts';
import { isStale, isUnsure, PerhapsDone } from '../lib/api/problem.ts';

/** The acts of a form or a button: at most one at a time about each thing. */
export interface Change<Wanted, Done> extends Pick<
  UseMutationResult<Done, Error, Wanted>,
  'data' | 'error' | 'isSuccess' | 'reset' | 'status' | 'variables'
> {
  /** Begins an act; does nothing while one about the same thing is running. */
  readonly mutate: (wanted: Wanted) => void;
  readonly isPending: boolean;
  /** What the running acts are about. */
  readonly running: ReadonlySet<string>;
}

/**
 * What a form or a button changes; the only way to change something by hand. One act has one
 * effect: a second press does nothing while it runs, nor while its screen is being left; a repeat
 * after a lost answer carries the same keys (`newAct`). Acts about different things (`about`) can
 * run at the same time. All queries of the screen are read again when an act settles; nothing is
 * shown as done before the API has answered.
 */
export function useChange<Wanted, Done>(
  change: (act: Act, wanted: Wanted) => Promise<Done>,
  then?: (done: Done, wanted: Wanted) => unknown,
  about: (wanted: Wanted) => string = () => '',
): Change<Wanted, Done> {
  const client = useQueryClient();
  const leaving = useLeaving();
  const { running, begin, finish } = useRunning();
  const { mutate, ...mutation } = useMutation<Done, Error, Wanted>({
    mutationFn: useAct(change),
    onSuccess: (done, wanted) => leaving.by(() => then?.(done, wanted)),
    onSettled: async (_done, _error, wanted) => {
      await client.invalidateQueries();
      finish(about(wanted));
    },
  });
  return {
    ...mutation,
    running,
    isPending: running.size > 0,
    mutate: (wanted) => {
      if (!leaving.now() && begin(about(wanted))) mutate(wanted);
    },
  };
}

/** Whether the screen is being left for another one, to which what follows on an act leads. */
function useLeaving() {
  const router = useRouter();
  const leadsTo = useRef<string>(undefined);
  const there = () => router.history.location.href;
  return {
    by: (follow: () => unknown): unknown => {
      const here = there();
      const followed = follow();
      leadsTo.current = there() === here ? undefined : there();
      return followed;
    },
    now: () => router.state.status === 'pending' && leadsTo.current === there(),
  };
}

/** What is running: from the press until the screen shows that it is over. */
function useRunning() {
  const [running, setRunning] = useState<ReadonlySet<string>>(new Set());
  // The state is of the last render: a second press can come before the next.
  const begun = useRef(new Set<string>());
  const begin = (what: string): boolean => {
    if (begun.current.has(what)) return false;
    begun.current.add(what);
    setRunning((now) => new Set([...now, what]));
    return true;
  };
  const finish = (what: string) => {
    setRunning((now) => new Set([...now].filter((one) => one !== what)));
  };
  useEffect(() => {
    begun.current = new Set(running);
  }, [running]);
  return { running, begin, finish };
}

/** Runs acts. A conflict with an earlier try whose outcome is unknown is no colleague's. */
function useAct<Wanted, Done>(change: (act: Act, wanted: Wanted) => Promise<Done>) {
  const [act] = useState(newAct);
  const wasUnsure = useRef(false);
  return async (wanted: Wanted): Promise<Done> => {
    try {
      const done = await change(act, wanted);
      wasUnsure.current = false;
      return done;
    } catch (error) {
      const isOwn = isStale(error) && wasUnsure.current;
      wasUnsure.current = isUnsure(error);
      throw isOwn ? new PerhapsDone() : error;
    }
  };
}

import { createContext, use, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { branchesQuery } from '../api/queries.ts';
import type { Branch } from '../api/types.ts';
import type { Person } from './person.ts';

/** Who works here, and at which branch. */
export interface Session {
  readonly person: Person;
  /** The branch where this person is now: where copies are checked in and picked up. */
  readonly branchId: string;
  readonly choose: (branchId: string) => void;
  readonly signOut: () => void;
}

const KEPT_AS = 'apart.branch';

const SessionContext = createContext<Session | undefined>(undefined);

/** The session of whoever is signed in. */
export function SessionProvider(props: {
  readonly person: Person;
  readonly signOut: () => void;
  readonly children: ReactNode;
}) {
  const { person, signOut } = props;
  const [chosen, choose] = useState(() => localStorage.getItem(KEPT_AS) ?? '');
  const { data: branches = [] } = useQuery(branchesQuery);
  const own = branchesOf(person, branches).map(({ branchId }) => branchId);
  const branchId = own.includes(chosen) ? chosen : (own[0] ?? person.branchIds[0] ?? '');
  const session: Session = {
    person,
    branchId,
    choose: (id) => {
      localStorage.setItem(KEPT_AS, id);
      choose(id);
    },
    signOut,
  };
  return <SessionContext value={session}>{props.children}</SessionContext>;
}

/** The branches where this person works, of all there are. */
export const branchesOf = (person: Person, branches: readonly Branch[]): readonly Branch[] =>
  person.role === 'admin' ? branches : branches.filter(({ branchId }) => person.branchIds.includes(branchId));

/** The session of now. */
export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('There is no session here.');
  return session;
}

/** The name of a branch; its id where it is not known (yet). */
export function useBranchName(): (branchId: string) => string {
  const { data = [] } = useQuery(branchesQuery);
  const names = new Map(data.map(({ branchId, name }) => [branchId, name]));
  return (branchId) => names.get(branchId) ?? branchId;
}

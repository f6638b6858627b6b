import { createContext, use, useMemo, useState, type ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { branchesQuery } from '../api/queries.ts';
import type { Branch } from '../api/types.ts';
import type { Person } from './person.ts';
import type { SignIn } from './sign-in.ts';

/** The signed-in person and their current branch. */
export interface Session {
  readonly person: Person;
  /** The current branch: where copies are checked in and picked up. */
  readonly branchId: string;
  readonly choose: (branchId: string) => void;
  readonly signOut: () => void;
  /** Redirects to the sign-in page and back to this address. */
  readonly signInAgain: () => void;
}

const KEPT_AS = 'apart.branch';

const NONE: readonly Branch[] = [];

const SessionContext = createContext<Session | undefined>(undefined);

export function SessionProvider(props: {
  readonly person: Person;
  readonly signIn: SignIn;
  readonly children: ReactNode;
}) {
  const { person, signIn } = props;
  const [chosen, choose] = useState(() => localStorage.getItem(KEPT_AS) ?? '');
  const { data: branches = NONE } = useQuery(branchesQuery);
  // One function for all rows of a table, so that they need not render again.
  const branchName = useMemo(() => nameIn(branches), [branches]);
  const own = branchesOf(person, branches).map(({ branchId }) => branchId);
  const branchId = own.includes(chosen) ? chosen : (own[0] ?? person.branchIds[0] ?? '');
  const session: Session = {
    person,
    branchId,
    choose: (id) => {
      localStorage.setItem(KEPT_AS, id);
      choose(id);
    },
    signOut: () => void signIn.end(),
    signInAgain: () => void signIn.begin(),
  };
  return (
    <SessionContext value={session}>
      <BranchNames value={branchName}>{props.children}</BranchNames>
    </SessionContext>
  );
}

/** The branches where this person works, with their data. */
export const branchesOf = (person: Person, branches: readonly Branch[]): readonly Branch[] =>
  person.role === 'admin' ? branches : branches.filter(({ branchId }) => person.branchIds.includes(branchId));

export function useSession(): Session {
  const session = use(SessionContext);
  if (session === undefined) throw new Error('There is no session here.');
  return session;
}

const BranchNames = createContext<(branchId: string) => string>((branchId) => branchId);

/** The name of a branch by its id; the id while the branches load. */
export const useBranchName = (): ((branchId: string) => string) => use(BranchNames);

const nameIn = (branches: readonly Branch[]) => {
  const names = new Map(branches.map(({ branchId, name }) => [branchId, name]));
  return (branchId: string): string => names.get(branchId) ?? branchId;
};

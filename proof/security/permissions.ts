import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'permissions.md');

/** The roles, in the order of the page's columns. */
export const ROLES = ['patron', 'staff', 'admin', 'feed'] as const;
export type Role = (typeof ROLES)[number];

/** A call, as a row of the page describes it. */
export interface Permission {
  readonly method: string;
  readonly path: string;
  /** Whether each role may make the call; `limits` says how far, where not without limits. */
  readonly may: Readonly<Record<Role, boolean>>;
  readonly limits: Readonly<Partial<Record<Role, string>>>;
}

const permissionOf = ([call = '', ...cells]: readonly string[]): Permission => {
  const [method = '', path = ''] = call.replaceAll('`', '').split(' ');
  const ofRoles = ROLES.map((role, index) => [role, cells[index] ?? ''] as const);
  const limited = ofRoles.filter(([, cell]) => /^✓ ./.test(cell));
  return {
    method,
    path,
    may: Object.fromEntries(ofRoles.map(([role, cell]) => [role, cell.startsWith('✓')])) as Permission['may'],
    limits: Object.fromEntries(limited.map(([role, cell]) => [role, cell.slice(2)])),
  };
};

/** The rows of `docs/permissions.md`, parsed from the page that people read. */
export const permissions = (): readonly Permission[] =>
  readFileSync(PAGE, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      permissionOf(
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim()),
      ),
    );

/** Whether a call needs no token. */
export const isPublic = ({ path }: Pick<Permission, 'path'>): boolean =>
  path === '/api/health' || path === '/api/openapi.json';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = join(import.meta.dirname, '..', '..', 'docs', 'permissions.md');

/** The roles, in the order of the page's columns. */
export const ROLES = ['patron', 'staff', 'admin', 'feed'] as const;
export type Role = (typeof ROLES)[number];

/** What the page says of a call. */
export interface Permission {
  readonly method: string;
  readonly path: string;
  /** Whether each role may, and how far where that is less than all. */
  readonly may: Readonly<Record<Role, boolean>>;
  readonly limits: Readonly<Partial<Record<Role, string>>>;
}

const permissionOf = ([call = '', ...cells]: readonly string[]): Permission => {
  const [method = '', path = ''] = call.replaceAll('`', '').split(' ');
  const ofRoles = ROLES.map((role, index) => [role, cells[index] ?? ''] as const);
  const worded = ofRoles.filter(([, cell]) => /^✓ ./.test(cell));
  return {
    method,
    path,
    may: Object.fromEntries(ofRoles.map(([role, cell]) => [role, cell.startsWith('✓')])) as Permission['may'],
    limits: Object.fromEntries(worded.map(([role, cell]) => [role, cell.slice(2)])),
  };
};

/** What `docs/permissions.md` promises, as its readers have it. */
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

/** The two that nobody needs a token for. */
export const isPublic = ({ path }: Pick<Permission, 'path'>): boolean =>
  path === '/api/health' || path === '/api/openapi.json';

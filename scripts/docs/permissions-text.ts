import { format } from 'prettier';
import { routes } from '../../functions/routes/all.ts';
import type { Role } from '../../lib/domain/caller.ts';

const ROLES: readonly Role[] = ['patron', 'staff', 'admin', 'feed'];

type Route = (typeof routes)[number];

const cellOf = ({ roles, limits }: Route, role: Role): string => {
  if (roles === 'public') return '✓';
  if (!roles.includes(role)) return '✗';
  const limit = limits?.[role];
  return limit === undefined ? '✓' : `✓ ${limit}`;
};

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const lineOf = (route: Route): string =>
  rowOf([`\`${route.method} ${route.path}\``, ...ROLES.map((role) => cellOf(route, role))]);

const nobody = routes.filter(({ roles }) => roles === 'public').map(({ path }) => `\`${path}\``);

/** The text of `docs/permissions.md`, made from the routes. */
export const permissionsText = (): Promise<string> =>
  format(
    `# Who may what

Made from the routes by \`npm run docs\`; \`npm run prove security\` tries every cell on a running system.

✗: whoever has this role gets 403, whatever else the request says. ✓: they may; where words stand behind it, so far and no further:
beyond that they get 403, or the answer leaves it out. \`staff\` are staff of one or more branches, \`admin\` acts for all. Without a token
only ${nobody.join(' and ')} answer.

${rowOf(['call', ...ROLES])}
${rowOf(['---', ...ROLES.map(() => '---')])}
${routes.map(lineOf).join('\n')}
`,
    { parser: 'markdown', printWidth: 110 },
  );

import * as z from 'zod';
import { themesOf } from '../../lib/domain/themes.ts';
import { route } from '../http/route-call.ts';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

const Theme = z
  .object({
    key: z.enum([
      'kinderboekenweek',
      'nationale-voorleesdagen',
      'griffels-penselen',
      'pasen',
      'sinterklaas',
      'kerst',
    ]),
    name: z.string(),
    startDate: z.string(),
    endDate: z.string(),
    basis: z.enum(['fixed', 'computed', 'announced', 'expected']),
  })
  .meta({ id: 'Theme' });

export const themeRoutes = [
  route({
    method: 'GET',
    path: '/api/themes',
    summary: 'The themes of a year, to make activities from',
    roles: ['patron', 'staff', 'admin'],
    query: z.strictObject({
      year: z.coerce.number({ error: 'field-year' }).int().min(FIRST_YEAR).max(LAST_YEAR),
    }),
    replies: { 200: z.object({ items: z.array(Theme) }) },
    handle: ({ query: { year } }) => ({ status: 200, body: { items: themesOf(year) } }),
  }),
];

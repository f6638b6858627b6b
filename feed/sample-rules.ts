/** The standing rules of the sample library: its small seasonal collections have one each (rule C4). */

import { ask } from './sample-ask.ts';
import type { Api } from './send.ts';

/** One line of `collection-rules.csv`: the reservation block that a collection's copies get, in every branch. */
export interface SampleRule {
  readonly collection: string;
  readonly code: string;
}

/** Sets the rules that are not there yet: one that is set anew forgets its exceptions (rule C3). */
export async function setRules(api: Api, rules: readonly SampleRule[], onDone: () => void): Promise<void> {
  const ruled = await ruledCollections(api);
  for (const { collection, code } of rules) {
    const path = `/api/collections/${collection}/rule`;
    if (!ruled.has(collection)) await ask(api, { method: 'PUT', path, body: { code: Number(code) } });
    onDone();
  }
}

/** The collections that have a rule for every branch. */
async function ruledCollections(api: Api): Promise<ReadonlySet<string>> {
  const { items } = (await ask(api, { method: 'GET', path: '/api/collections?limit=200' })) as {
    readonly items?: readonly Ruled[];
  };
  const ruled = (items ?? []).filter(({ rules }) => rules.some(({ branchId }) => branchId === undefined));
  return new Set(ruled.map(({ collection }) => collection));
}

interface Ruled {
  readonly collection: string;
  readonly rules: readonly { readonly branchId?: string }[];
}

import { Button } from '@mantine/core';
import { useCommonTexts } from '../lib/i18n/common-texts.ts';

/** The part of an infinite query that loads the next page. */
interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** A button that loads the next page, if there is one. */
export function More({ of }: { readonly of: Pages }) {
  const t = useCommonTexts();
  if (!of.hasNextPage) return null;
  return (
    <Button variant="default" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      {t('more')}
    </Button>
  );
}

import { Button } from '@mantine/core';
import { useCommonTexts } from '../lib/i18n/common-texts.ts';

/** A list that is read page after page. */
interface Pages {
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
}

/** Reads on, where there is more than is shown. */
export function More({ of }: { readonly of: Pages }) {
  const t = useCommonTexts();
  if (!of.hasNextPage) return null;
  return (
    <Button variant="default" loading={of.isFetchingNextPage} onClick={() => void of.fetchNextPage()}>
      {t('more')}
    </Button>
  );
}

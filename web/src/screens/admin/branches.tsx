import { useState } from 'react';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { branchesQuery } from '../../lib/api/queries.ts';
import type { Branch } from '../../lib/api/types.ts';
import { TableBox } from '../../components/table-box.tsx';
import { BranchForm } from './branch-form.tsx';
import { useAdminTexts } from './texts.ts';

/** The table of branches, with buttons to change and add them. */
export function Branches() {
  const t = useAdminTexts();
  const { data: branches } = useSuspenseQuery(branchesQuery);
  const [editing, edit] = useState<string | null>();
  return (
    <div className="stack">
      <div className="row apart">
        <h2>{t('tab.branches')}</h2>
        <Button
          onClick={() => {
            edit(null);
          }}
        >
          {t('newBranch')}
        </Button>
      </div>
      <BranchTable branches={branches} edit={edit} />
      {editing !== undefined && (
        <BranchForm
          branches={branches}
          branchId={editing}
          close={() => {
            edit(undefined);
          }}
        />
      )}
    </div>
  );
}

function BranchTable(props: {
  readonly branches: readonly Branch[];
  readonly edit: (branchId: string) => void;
}) {
  const t = useAdminTexts();
  return (
    <TableBox label={t('tab.branches')}>
      <table>
        <caption className="unseen">{t('tab.branches')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('code')}</th>
            <th scope="col">{t('contacts')}</th>
            <th scope="col">{t('pickupDaysShort')}</th>
            <th scope="col" className="number">
              {t('limitShort')}
            </th>
            <td />
          </tr>
        </thead>
        <tbody>
          {props.branches.map((branch) => (
            <BranchRow key={branch.branchId} branch={branch} edit={props.edit} />
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function BranchRow({ branch, edit }: { readonly branch: Branch; readonly edit: (branchId: string) => void }) {
  const t = useAdminTexts();
  const { branchId, name, contacts = [], pickupDays, reservationLimit } = branch;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="mono">{branchId}</td>
      <td>
        {contacts.length === 0 ? (
          <span className="quiet">{t('noContacts')}</span>
        ) : (
          <ul className="plain">
            {contacts.map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
        )}
      </td>
      <td>{t('pickupDaysValue', { count: pickupDays })}</td>
      <td className="number">{reservationLimit}</td>
      <td className="number">
        <Button
          size="xs"
          variant="default"
          aria-label={t('editOf', { name })}
          onClick={() => {
            edit(branchId);
          }}
        >
          {t('edit')}
        </Button>
      </td>
    </tr>
  );
}

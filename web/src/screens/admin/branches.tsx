import { useState } from 'react';
import { Button } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { branchesQuery } from '../../lib/api/queries.ts';
import type { Branch } from '../../lib/api/types.ts';
import { BranchForm } from './branch-form.tsx';
import { useAdminTexts } from './texts.ts';

/** The branches, and what admins look after of each. */
export function Branches() {
  const say = useAdminTexts();
  const { data: branches } = useSuspenseQuery(branchesQuery);
  const [editing, edit] = useState<string | null>();
  return (
    <div className="stack">
      <div className="row apart">
        <h2>{say('tab.branches')}</h2>
        <Button
          onClick={() => {
            edit(null);
          }}
        >
          {say('newBranch')}
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
  const say = useAdminTexts();
  return (
    <div className="table-box" tabIndex={0} role="region" aria-label={say('tab.branches')}>
      <table>
        <caption className="unseen">{say('tab.branches')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('name')}</th>
            <th scope="col">{say('code')}</th>
            <th scope="col">{say('contacts')}</th>
            <th scope="col">{say('pickupDaysShort')}</th>
            <th scope="col" className="number">
              {say('limitShort')}
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
    </div>
  );
}

function BranchRow({ branch, edit }: { readonly branch: Branch; readonly edit: (branchId: string) => void }) {
  const say = useAdminTexts();
  const { branchId, name, contacts = [], pickupDays, reservationLimit } = branch;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="mono">{branchId}</td>
      <td>
        {contacts.length === 0 ? (
          <span className="quiet">{say('noContacts')}</span>
        ) : (
          <ul className="plain">
            {contacts.map((address) => (
              <li key={address}>{address}</li>
            ))}
          </ul>
        )}
      </td>
      <td>{say('pickupDaysValue', { count: pickupDays })}</td>
      <td className="number">{reservationLimit}</td>
      <td className="number">
        <Button
          size="xs"
          variant="default"
          aria-label={say('editOf', { name })}
          onClick={() => {
            edit(branchId);
          }}
        >
          {say('edit')}
        </Button>
      </td>
    </tr>
  );
}

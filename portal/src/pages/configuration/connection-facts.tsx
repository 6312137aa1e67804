import type { ReactElement } from 'react';
import type { Connection } from '../../api/connections.js';
import { Facts } from '../../ui/facts.js';
import { ForeignText } from '../../ui/foreign-text.js';
import { Moment } from '../../ui/moment.js';

/** What is known of a connection. */
export const ConnectionFacts = ({ connection }: { readonly connection: Connection }): ReactElement => {
  const { organization, keyPreview, savedBy, savedAt, checkedAt, usedAt } = connection;
  return (
    <Facts
      facts={[
        [
          'Organization',
          organization ? (
            <>
              <strong>
                <ForeignText>{organization.name}</ForeignText>
              </strong>
              <br />
              <code>{organization.id}</code>
            </>
          ) : (
            'Not known before the key is checked'
          ),
        ],
        ['Key', <code key="key">{keyPreview}</code>],
        [
          'Saved',
          <>
            <Moment at={savedAt} /> by <ForeignText>{savedBy}</ForeignText>
          </>,
        ],
        ['Last check', checkedAt ? <Moment at={checkedAt} /> : 'Not checked yet'],
        ['Last use', usedAt ? <Moment at={usedAt} /> : 'Not used yet'],
      ]}
    />
  );
};

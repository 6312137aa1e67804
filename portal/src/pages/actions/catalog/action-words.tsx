import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { Link } from 'wouter';
import { useConnector } from '../../../session/connector-context.js';
import { actionPath } from '../paths.js';
import { catalogQuery } from './catalog-api.js';

const IDS = /\b([a-z]+(?:_[a-z]+)+)\b/;

/** A text of the catalogue, with the title of each action that it names as a link. */
export function ActionWords({ text }: { readonly text: string }): ReactElement {
  const { id: connector } = useConnector();
  const { data = [] } = useQuery(catalogQuery(connector, 'own'));
  const titles = new Map(data.map(({ id, title }) => [id, title]));
  return (
    <>
      {text.split(IDS).map((part, index) => {
        const title = index % 2 === 1 ? titles.get(part) : undefined;
        return title === undefined ? (
          part
        ) : (
          <Link key={index} href={actionPath(connector, part)}>
            {title}
          </Link>
        );
      })}
    </>
  );
}

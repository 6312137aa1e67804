import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { isProblem } from '../../api/api-problem.js';
import { Button } from '../../ui/button.js';
import { Card } from '../../ui/card.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { ProblemNotice } from '../../ui/problem-notice.js';
import { Skeleton } from '../../ui/skeleton.js';
import type { Draft } from './draft.js';
import { compose, templatesQuery, versionQuery, type PolicyState } from './policies-api.js';
import styles from './policies.module.css';
import { TemplateForms } from './template-forms.js';

/** Where a draft begins: templates, or the version that holds. */
export function TemplatesCard({
  draft,
  state: { on, watch },
  onChange,
}: {
  readonly draft: Draft;
  readonly state: PolicyState;
  readonly onChange: (draft: Draft) => void;
}): ReactElement {
  const client = useQueryClient();
  const { data: templates, error } = useQuery(templatesQuery);
  const [asked, setAsked] = useState<'templates' | 'version'>();
  const ids = Object.keys(draft.chosen);
  const present = on ?? watch ?? 0;
  const make = useMutation({
    mutationFn: async (from: 'templates' | 'version') => {
      if (from === 'version') return client.fetchQuery(versionQuery(present));
      const text = await compose(ids.map((template) => ({ template, values: draft.chosen[template] ?? {} })));
      return { text, time_zone: draft.timeZone };
    },
    onSuccess: ({ text, time_zone: timeZone }) => onChange({ ...draft, text, timeZone, made: text }),
    onSettled: () => setAsked(undefined),
  });
  const issues = isProblem(make.error) ? make.error.issues : [];
  const errorOf = (template: string, field: string): string | undefined =>
    issues.find(({ path }) => path === `templates[${ids.indexOf(template)}].values.${field}`)?.message;
  const isPlaced = issues.length > 0 && issues.every(({ path }) => path.includes('.values.'));
  const begin = (from: 'templates' | 'version'): void =>
    draft.text === draft.made ? make.mutate(from) : setAsked(from);
  return (
    <Card title="1. Begin with templates">
      {templates ? (
        <TemplateForms
          templates={templates}
          chosen={draft.chosen}
          onChange={(chosen) => onChange({ ...draft, chosen })}
          errorOf={errorOf}
        />
      ) : error ? (
        <ProblemNotice problem={error} />
      ) : (
        <Skeleton lines={6} />
      )}
      {make.isError && !isPlaced && <ProblemNotice problem={make.error} />}
      <div className={styles.buttons}>
        <Button
          isDisabled={ids.length === 0}
          isPending={make.isPending && make.variables === 'templates'}
          onPress={() => begin('templates')}
        >
          Make the text
        </Button>
        <Button
          variant="quiet"
          isPending={make.isPending && make.variables === 'version'}
          onPress={() => begin('version')}
        >
          Begin with version {present}
        </Button>
      </div>
      <ConfirmDialog
        title="Replace the text?"
        isOpen={asked !== undefined}
        confirm="Replace"
        isPending={make.isPending}
        onConfirm={() => asked && make.mutate(asked)}
        onCancel={() => setAsked(undefined)}
      >
        <p>What you have changed by hand is lost.</p>
      </ConfirmDialog>
    </Card>
  );
}

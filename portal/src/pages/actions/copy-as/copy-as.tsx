import type { ReactElement, ReactNode } from 'react';
import { Card } from '../../../ui/card.js';
import { CodeBlock } from '../../../ui/code-block.js';
import { CopyButton } from '../../../ui/copy-button.js';
import { Disclosure } from '../../../ui/disclosure.js';
import { Tabs } from '../../../ui/tabs.js';
import type { ActionDescription, Input } from '../catalog/action.js';
import type { Call } from './call.js';
import { curlOf } from './curl.js';
import { mcpOf } from './mcp.js';
import { sdkOf } from './sdk.js';

/** The same call from elsewhere: a shell, a program, an agent. */
export function CopyAs({
  action,
  input,
}: {
  readonly action: ActionDescription;
  readonly input: Input;
}): ReactElement {
  const platform = new URL('.', window.location.href).href;
  const call: Call = { action, input, platform };
  return (
    <Card>
      <Disclosure title="Copy as curl, SDK or MCP call">
        <Tabs
          label="From where to call it"
          views={[
            {
              id: 'curl',
              title: 'curl',
              view: view('curl', curlOf(call), <>TOKEN holds a token of the platform.</>),
            },
            {
              id: 'sdk',
              title: 'Official SDK',
              view: view(
                'SDK',
                sdkOf(call),
                <>The official SDK, pointed at the platform: PLATFORM_TOKEN holds a token of the platform.</>,
              ),
            },
            {
              id: 'mcp',
              title: 'MCP',
              view: view(
                'MCP',
                mcpOf(call),
                <>Sent to /mcp, with a token of the platform, after the client has connected.</>,
              ),
            },
          ]}
        />
      </Disclosure>
    </Card>
  );
}

const view = (name: string, text: string | undefined, words: ReactNode): ReactElement =>
  text === undefined ? (
    <p>The SDK has no single call for this action; take REST or MCP.</p>
  ) : (
    <>
      <p>{words}</p>
      <CodeBlock label={`${name} call`}>{text}</CodeBlock>
      <div>
        <CopyButton text={text} />
      </div>
    </>
  );

import type { ReactElement, ReactNode } from 'react';
import { sdkOf } from '../../../anthropic/sdk-snippet.js';
import { useConnector } from '../../../session/connector-context.js';
import { Card } from '../../../ui/card.js';
import { CodeBlock } from '../../../ui/code-block.js';
import { CopyButton } from '../../../ui/copy-button.js';
import { Disclosure } from '../../../ui/disclosure.js';
import { Tabs } from '../../../ui/tabs.js';
import type { ActionDescription, ActionInput } from '../catalog/action.js';
import { curlOf, mcpOf } from './snippets.js';
import type { ActionCall } from './snippets.js';

/** Snippets for official SDKs, by connector: those that the platform has a drop-in endpoint for. */
const SDKS: Readonly<Record<string, (call: ActionCall) => string | undefined>> = { anthropic: sdkOf };

/** The call as code: for a shell, a program or an agent. */
export function CopyAs({
  action,
  input,
}: {
  readonly action: ActionDescription;
  readonly input: ActionInput;
}): ReactElement {
  const platform = new URL('.', window.location.href).href;
  const { id: connector } = useConnector();
  const call: ActionCall = { connector, action, input, platform };
  const sdk = SDKS[connector];
  return (
    <Card>
      <Disclosure title={sdk ? 'Copy as curl, SDK or MCP call' : 'Copy as curl or MCP call'}>
        <Tabs
          label="Client"
          views={[
            {
              id: 'curl',
              title: 'curl',
              view: view('curl', curlOf(call), <>TOKEN contains a platform token.</>),
            },
            ...(sdk
              ? [
                  {
                    id: 'sdk',
                    title: 'Official SDK',
                    view: view(
                      'SDK',
                      sdk(call),
                      <>
                        The official SDK with the URL of the platform. PLATFORM_TOKEN contains a platform
                        token.
                      </>,
                    ),
                  },
                ]
              : []),
            {
              id: 'mcp',
              title: 'MCP',
              view: view(
                'MCP',
                mcpOf(call),
                <>Sent to /mcp with a platform token, after the client has connected.</>,
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

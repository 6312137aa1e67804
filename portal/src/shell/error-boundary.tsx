import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';

/** Shows a notice in place of a page that throws, or whose code cannot be loaded after an update. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Notice
        tone="bad"
        live
        title="This page could not be shown"
        actions={<Button onPress={() => window.location.reload()}>Reload</Button>}
      >
        <p>The platform may have been updated while the page was open, or it may be unreachable.</p>
      </Notice>
    );
  }
}

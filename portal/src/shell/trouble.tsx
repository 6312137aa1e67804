import { Component, type ReactNode } from 'react';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';

/** Keeps the rest of the page alive where a page breaks, or where its code cannot be fetched after an update. */
export class Trouble extends Component<{ readonly children: ReactNode }, { readonly broken: boolean }> {
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
        <p>The platform may have been updated while the page was open, or it cannot be reached.</p>
      </Notice>
    );
  }
}

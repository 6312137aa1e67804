/** A chain that somebody has tampered with is not continued: that would cover it up. */
export class BrokenChain extends Error {
  override readonly name = 'BrokenChain';

  constructor(readonly tenantId: string) {
    super(
      `The head of the audit of tenant ${JSON.stringify(tenantId)} is not the one that was written, or was written under another key. Nothing is added to it, and so no write is sent. Run: npm run -s admin -- audit verify`,
    );
  }
}

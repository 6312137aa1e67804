import type { NoticeSettings } from './notices.config.js';
import type { Payload, TargetSettings } from './notice.js';
import { DeliveryError, postJson } from './post-json.js';
import { RefusedHost } from './private-addresses.js';

const MAIL_TIMEOUT_MS = 10_000;

/**
 * Delivers a notice once.
 * @throws DeliveryError
 */
export async function deliver(
  target: TargetSettings,
  payload: Payload,
  settings: NoticeSettings,
): Promise<void> {
  try {
    if (target.kind === 'webhook') return await toWebhook(target, payload, settings);
    if (target.kind === 'slack') return await toSlack(target.url, payload, settings);
    return await byMail(target.to, payload, settings);
  } catch (error) {
    if (error instanceof DeliveryError) throw error;
    if (error instanceof RefusedHost) throw new DeliveryError(error.message, true);
    const { code } = error as NodeJS.ErrnoException;
    throw new DeliveryError(`Not delivered (${code ?? 'error'}).`);
  }
}

/** Signed by Standard Webhooks: a receiver checks `webhook-signature` with the secret. */
async function toWebhook(
  { url, secret }: { readonly url: string; readonly secret: string },
  payload: Payload,
  { allowPrivate }: NoticeSettings,
): Promise<void> {
  const { Webhook } = await import('standardwebhooks');
  const { id, at, event, ...data } = payload;
  const body = JSON.stringify({ type: event, timestamp: at, data });
  const now = new Date();
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, now, body),
  };
  await postJson(url, body, headers, allowPrivate);
}

/** Characters that Slack reads as markup. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

async function toSlack(
  url: string,
  { title, text, url: page }: Payload,
  { allowPrivate }: NoticeSettings,
): Promise<void> {
  const lines = [`*${escaped(title)}*`, escaped(text), ...(page === undefined ? [] : [`<${page}|Open>`])];
  await postJson(url, JSON.stringify({ text: lines.join('\n') }), {}, allowPrivate);
}

async function byMail(
  to: readonly string[],
  { id, title, text, url }: Payload,
  { smtp, from }: NoticeSettings,
): Promise<void> {
  if (smtp === undefined || from === undefined)
    throw new DeliveryError('The operator has not set NOTICES_SMTP_URL and NOTICES_FROM.', true);
  const { createTransport } = await import('nodemailer');
  const transport = createTransport(smtp, { disableFileAccess: true, disableUrlAccess: true });
  try {
    await Promise.race([
      transport.sendMail({
        from,
        to: [...to],
        subject: title,
        text: url === undefined ? text : `${text}\n\n${url}\n`,
        messageId: `<${id}@anthropic-admin-platform>`,
      }),
      new Promise((_, fail) =>
        setTimeout(
          () => fail(new DeliveryError('The mail server did not answer in time.')),
          MAIL_TIMEOUT_MS,
        ).unref(),
      ),
    ]);
  } finally {
    transport.close();
  }
}

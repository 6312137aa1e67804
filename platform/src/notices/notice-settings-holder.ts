import type { NoticeSettings } from './notices.config.js';

/** Injects the settings of notices. */
export class NoticeSettingsHolder {
  constructor(readonly settings: NoticeSettings) {}
}

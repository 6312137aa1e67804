/** The part of an Admin key that may be shown, written down a second time: a mistake in the first would not show. */
export const keyPreviewOf = (key) => `${key.slice(0, 'sk-ant-admin01-'.length)}…${key.slice(-4)}`;

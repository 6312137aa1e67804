/** The preview of an Admin key, implemented separately to detect mistakes in the platform's version. */
export const keyPreviewOf = (key) => `${key.slice(0, 'sk-ant-admin01-'.length + 3)}...${key.slice(-4)}`;

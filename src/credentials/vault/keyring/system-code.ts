/** The code of a failed system call, such as ENOENT. */
export const systemCode = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

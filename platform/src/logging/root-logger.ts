import { pino, type DestinationStream, type Logger } from 'pino';

/** The log that all others are part of: one JSON object a line, with the level as a word and the time in RFC 3339. */
export const rootLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    destination,
  );

import { ValidateIf } from 'class-validator';

/** Marks a field that may be left out. Unlike `IsOptional` it refuses null. */
export const Optional = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

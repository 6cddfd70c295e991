import { createHash } from 'node:crypto'

/** 64 digits, the same for the same thing each time. */
export const lastingId = (what: string): string => createHash('sha256').update(what).digest('hex')

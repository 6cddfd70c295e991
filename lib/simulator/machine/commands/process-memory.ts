import type { Process } from '../process/processes'

/** Kilobytes that a process is said to have, as nothing here takes memory: of its name, between 3 and 60 MB. */
export function residentOf({ name }: Process): number {
  const spread = [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 57_000, 7)
  return 3000 + spread
}

/** Its address space: a multiple of what is resident. */
export const virtualOf = (process: Process): number => residentOf(process) * 4 + 1024

/** Fields of the daemon's answers that are pointers, and those that are maps; all others that can be null are lists. */
const pointers = new Set([
  'Health', 'Healthcheck', 'StopTimeout', 'MemorySwappiness', 'OomKillDisable', 'PidsLimit', 'Init', 'IPAMConfig',
]) // prettier-ignore
const maps = new Set([
  'Volumes',
  'Labels',
  'Sysctls',
  'Tmpfs',
  'StorageOpt',
  'DriverOpts',
  'Options',
  'Annotations',
])

/** How Go writes a field that is nil. */
export const nullText = (field: string): string =>
  pointers.has(field) ? '<nil>' : maps.has(field) ? 'map[]' : '[]'

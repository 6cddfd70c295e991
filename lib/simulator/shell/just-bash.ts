export type * from 'just-bash'

/** As it loads, it asks for a class of fetch, for a curl of its own that no machine has: to name one loads Node's HTTP client. */
const withoutFetch = <T>(load: () => T): T => {
  const headers = Object.getOwnPropertyDescriptor(globalThis, 'Headers')
  if (!headers) return load()
  Reflect.deleteProperty(globalThis, 'Headers')
  try {
    return load()
  } finally {
    Object.defineProperty(globalThis, 'Headers', headers)
  }
}

let loaded: typeof import('just-bash') | undefined

/** Two megabytes: loaded when the first script is read, of which a machine's boot has none. */
export const justBash = (): typeof import('just-bash') =>
  (loaded ??= withoutFetch(() => require('just-bash') as typeof import('just-bash')))

/** How a main process ended: by itself, or by a signal. */
export type Ending = { readonly code: number } | { readonly signal: 'TERM' | 'KILL' }

const names: Readonly<Record<number, string>> = {
  0: 'SUCCESS',
  1: 'FAILURE',
  2: 'INVALIDARGUMENT',
  3: 'NOTIMPLEMENTED',
  4: 'NOPERMISSION',
  5: 'NOTINSTALLED',
  6: 'NOTCONFIGURED',
  7: 'NOTRUNNING',
  200: 'CHDIR',
  203: 'EXEC',
  217: 'USER',
  255: 'EXCEPTION',
}

/** As the journal tells it: `code=exited, status=3/NOTIMPLEMENTED`. */
export const describeEnding = (ending: Ending): string => {
  if ('signal' in ending)
    return `code=killed, status=${ending.signal === 'TERM' ? 15 : 9}/${ending.signal}`
  return `code=exited, status=${ending.code}/${names[ending.code] ?? 'n/a'}`
}

/** As `systemctl status` tells it, which leaves the names of init scripts' codes (2 to 7) away. */
export const describeEndingShort = (ending: Ending): string => {
  if ('signal' in ending) return `code=killed, signal=${ending.signal}`
  const known = ending.code < 2 || ending.code >= 200 ? names[ending.code] : undefined
  return `code=exited, status=${ending.code}${known === undefined ? '' : `/${known}`}`
}

export const resultOf = (ending: Ending): string => {
  if ('signal' in ending) return 'signal'
  return ending.code === 0 ? 'success' : 'exit-code'
}

/**
 * The mode that chmod's notation makes of `current`: octal, or clauses such as `u+x,go-w`, `a=r`, `+X`.
 * Undefined when it isn't a mode.
 */
export const applyMode = (
  notation: string,
  current: number,
  isDirectory: boolean,
  umask: number,
): number | undefined => {
  // A directory keeps its setuid and setgid bits unless five digits say otherwise.
  if (/^[0-7]{1,4}$/.test(notation))
    return parseInt(notation, 8) | (isDirectory ? current & 0o6000 : 0)
  if (/^0[0-7]{4}$/.test(notation)) return parseInt(notation, 8)
  let mode = current
  for (const clause of notation.split(',')) {
    const match = /^([ugoa]*)((?:[-+=](?:[ugo]|[rwxXst]*))+)$/.exec(clause)
    if (!match) return undefined
    for (const [, operator = '', letters = ''] of (match[2] ?? '').matchAll(
      /([-+=])([ugo]|[rwxXst]*)/g,
    )) {
      mode = apply(match[1] ?? '', operator, letters, { mode, isDirectory, umask })
    }
  }
  return mode
}

interface Subject {
  readonly mode: number
  readonly isDirectory: boolean
  readonly umask: number
}

const apply = (
  who: string,
  operator: string,
  letters: string,
  { mode, isDirectory, umask }: Subject,
): number => {
  const everyone = who === '' || who.includes('a')
  const classes = everyone ? 'ugo' : who
  const shifts = { u: 6, g: 3, o: 0 } as const
  let bits = 0
  let field = 0
  for (const each of classes as Iterable<'u' | 'g' | 'o'>) {
    const rwx = /^[ugo]$/.test(letters)
      ? (mode >> shifts[letters as 'u' | 'g' | 'o']) & 7
      : bitsOf(letters, isDirectory || (mode & 0o111) !== 0)
    bits |= rwx << shifts[each]
    field |= 0o7 << shifts[each]
    if (letters.includes('s') && each !== 'o') bits |= each === 'u' ? 0o4000 : 0o2000
  }
  if (letters.includes('t')) bits |= 0o1000
  if (who === '') bits &= ~umask
  if (operator === '+') return mode | bits
  if (operator === '-') return mode & ~bits
  return (mode & ~field) | bits
}

const bitsOf = (letters: string, mayEnter: boolean): number =>
  (letters.includes('r') ? 4 : 0) |
  (letters.includes('w') ? 2 : 0) |
  (letters.includes('x') || (letters.includes('X') && mayEnter) ? 1 : 0)

/** `drwxr-xr-x` */
export const modeText = (kind: string, mode: number): string => {
  const type = { directory: 'd', symlink: 'l', device: 'c' }[kind] ?? '-'
  const triplet = (shift: number, special: boolean, letter: string): string => {
    const bits = (mode >> shift) & 7
    const execute = (bits & 1) !== 0
    const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-'
    return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`
  }
  return (
    type +
    triplet(6, (mode & 0o4000) !== 0, 's') +
    triplet(3, (mode & 0o2000) !== 0, 's') +
    triplet(0, (mode & 0o1000) !== 0, 't')
  )
}

/** What changes nothing here: there is no pager, and nothing is cut. */
export const ignored: readonly string[] = [
  '--no-pager', '-a', '--all', '-l', '--full', '--no-full', '-x', '--catalog', '-e', '--pager-end', '-m', '--merge', '--utc',
  '--user',
] // prettier-ignore

const withValue = 'untopbSUgFcD'

/** One word of the command line as options and values of their own: `--unit=x`, `-ux`, `-xeu`. */
export function spelledOut(arg: string): string[] {
  const long = /^(--[a-z-]+)=([^]*)$/.exec(arg)
  if (long) return [long[1] ?? '', long[2] ?? '']
  if (!/^-[A-Za-z]./.test(arg)) return [arg]
  const words: string[] = []
  for (let at = 1; at < arg.length; at++) {
    const letter = arg[at] ?? ''
    words.push(`-${letter}`)
    if (withValue.includes(letter) && at + 1 < arg.length) return [...words, arg.slice(at + 1)]
  }
  return words
}

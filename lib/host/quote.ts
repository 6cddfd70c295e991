/** A value as one word of a POSIX shell. */
export function quote(value: string | number): string {
  const word = String(value)
  if (word.includes('\0')) throw new Error('A NUL cannot be part of a shell command')
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

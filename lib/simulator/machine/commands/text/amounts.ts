const suffixes: Readonly<Record<string, number>> = { b: 512, kB: 1000, K: 1024, k: 1024, MB: 1e6, M: 1024 ** 2, m: 1024 ** 2, GB: 1e9, G: 1024 ** 3, T: 1024 ** 4, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3, KB: 1000, '': 1 } // prettier-ignore

/** `10`, `2K`, `1MB`: as coreutils count; undefined for what is no number. */
export const amountOf = (text: string): number | undefined => {
  const [, digits, suffix = ''] = /^(\d+)([a-zA-Z]*)$/.exec(text) ?? []
  const factor = suffixes[suffix]
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor
}

const units: Readonly<Record<string, number>> = {
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
}

/** `512m`, `1g`, `4096`, as Docker's options take amounts of memory; NaN for anything else. */
export function bytesIn(text: string): number {
  const [, number, unit = 'b'] = /^(\d+(?:\.\d+)?)([bkmgt])?(?:i?b)?$/i.exec(text) ?? []
  return number === undefined ? NaN : Math.floor(Number(number) * (units[unit.toLowerCase()] ?? 1))
}

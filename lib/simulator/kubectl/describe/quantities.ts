const factors: Readonly<Record<string, number>> = {
  '': 1, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40,
} // prettier-ignore

/** The number behind a quantity such as `24684092Ki`; 0 without one. */
export function numberOf(quantity: string | undefined): number {
  const [, digits = '0', unit = ''] = /^(\d+(?:\.\d+)?)([a-zA-Z]*)$/.exec(quantity ?? '') ?? []
  return Number(digits) * (factors[unit] ?? 1)
}

/** Thousandths of a processor. */
export const milliCpus = (quantity: string | undefined): number =>
  Math.round(numberOf(quantity) * 1000)

/** `250m`, `2`. */
export const cpuText = (milli: number): string =>
  milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`

/** In the largest binary unit that needs no fraction. */
export function memoryText(bytes: number): string {
  const unit = (['Ti', 'Gi', 'Mi', 'Ki'] as const).find(
    (each) => bytes > 0 && bytes % factors[each]! === 0,
  )
  return unit ? `${bytes / factors[unit]!}${unit}` : String(bytes)
}

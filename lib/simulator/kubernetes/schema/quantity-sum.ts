import { amountOf, canonicalQuantity } from './quantity'

const whole = 1_000_000_000n

/** Quantities together, as the API server writes the sum: in binary units where one of them is. */
export function sumOf(quantities: readonly string[]): string {
  const total = quantities.reduce((sum, each) => sum + amountOf(each), 0n)
  const isBinary = quantities.some((each) => each.endsWith('i'))
  if (isBinary && total % (1024n * whole) === 0n)
    return canonicalQuantity(`${total / (1024n * whole)}Ki`)
  return canonicalQuantity(total % whole === 0n ? `${total / whole}` : `${total / 1_000_000n}m`)
}

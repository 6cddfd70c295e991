const form = /^([+-]?)(\d*)(?:\.(\d*))?(?:([KMGTPE]i)|([numkMGTPE]?)|[eE]([-+]?\d+))$/
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei']
const decimal = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E']
/** The smallest part that a quantity is kept in: 10⁻⁹. */
const parts = 1_000_000_000n

/** A quantity in billionths, rounded up as the API does; undefined for what is none. */
export function billionths(text: string): bigint | undefined {
  const [, sign, whole = '', fraction = '', power, unit = '', exponent] = form.exec(text) ?? []
  if (sign === undefined || whole + fraction === '') return undefined
  const [numerator, denominator] =
    power !== undefined
      ? [1024n ** BigInt(binary.indexOf(power)), 1n]
      : tenTo(exponent === undefined ? (decimal.indexOf(unit) - 3) * 3 : Number(exponent))
  const above = BigInt(whole + fraction) * numerator * parts
  const below = 10n ** BigInt(fraction.length) * denominator
  const value = (above + below - 1n) / below
  return sign === '-' ? -value : value
}

/** The same of one that has been looked at before: what is none is nothing. */
export const amountOf = (quantity = '0'): bigint => billionths(quantity) ?? 0n

const tenTo = (power: number): [bigint, bigint] =>
  power < 0 ? [1n, 10n ** BigInt(-power)] : [10n ** BigInt(power), 1n]

const known = new Map<string, string>()

/** As the API server writes a quantity back: `1024Ki` is `1Mi`, `0.5` is `500m`, `1000000` is `1M`. */
export function canonicalQuantity(given: string | number): string {
  const text = String(given)
  let canonical = known.get(text)
  if (canonical === undefined) {
    canonical = written(text)
    if (known.size < 10_000) known.set(text, canonical)
  }
  return canonical
}

function written(text: string): string {
  const value = billionths(text)
  if (value === undefined) return text
  const isBinary = /i$/.test(text) && (value <= -1024n * parts || value >= 1024n * parts)
  if (isBinary) {
    const whole = value / parts + (value > 0n && value % parts > 0n ? 1n : 0n)
    const [rest, steps] = divided(whole, 1024n, binary.length - 1)
    return `${rest}${binary[steps]}`
  }
  const [rest, steps] = divided(value, 1000n, decimal.length - 1)
  if (value === 0n) return '0'
  if (!/[eE][-+]?\d+$/.test(text)) return `${rest}${decimal[steps]}`
  return steps === 3 ? String(rest) : `${rest}e${(steps - 3) * 3}`
}

function divided(value: bigint, by: bigint, most: number): [bigint, number] {
  let [rest, steps] = [value, 0]
  while (rest !== 0n && rest % by === 0n && steps < most) {
    rest /= by
    steps++
  }
  return [rest, steps]
}

import { goText } from './go-text'

/** The functions that templates can call, Docker's `json`, `join`, `lower`, `split` and `upper` among them. */
export const functions: Readonly<Record<string, (values: unknown[]) => unknown>> = {
  json: ([value]) => JSON.stringify(value),
  index: ([from, ...keys]) =>
    keys.reduce<unknown>(
      (at, key) => (at as Record<string, unknown> | undefined)?.[String(key)],
      from,
    ),
  len: ([value]) => (typeof value === 'string' ? value.length : Object.keys(value ?? {}).length),
  print: (values) => values.map(goText).join(' '),
  printf: ([format, ...values]) => formatted(String(format), values),
  println: (values) => `${values.map(goText).join(' ')}\n`,
  lower: ([value]) => goText(value).toLowerCase(),
  title: ([value]) =>
    goText(value).replaceAll(/(?<![\p{L}\p{N}_'])\p{L}/gu, (letter) => letter.toUpperCase()),
  truncate: ([text, length]) => String(text).slice(0, Number(length)),
  pad: ([text, before, after]) =>
    text === '' ? '' : ' '.repeat(Number(before)) + String(text) + ' '.repeat(Number(after)),
  upper: ([value]) => goText(value).toUpperCase(),
  join: ([list, separator]) => (list as unknown[]).map(goText).join(String(separator)),
  split: ([text, separator]) => String(text).split(String(separator)),
  eq: ([left, ...rights]) => rights.includes(left),
  ne: ([left, right]) => left !== right,
  lt: ([left, right]) => (left as number) < (right as number),
  le: ([left, right]) => (left as number) <= (right as number),
  gt: ([left, right]) => (left as number) > (right as number),
  ge: ([left, right]) => (left as number) >= (right as number),
  not: ([value]) => !isTrue(value),
  and: (values) => values.find((value) => !isTrue(value)) ?? values.at(-1),
  or: (values) => values.find(isTrue) ?? values.at(-1),
  base64decode: ([text]) => Buffer.from(String(text), 'base64').toString(),
}

/** What counts as true in a template: nothing that is empty. */
export const isTrue = (value: unknown): boolean =>
  Boolean(value) && (typeof value !== 'object' || Object.keys(value as object).length > 0)

function formatted(format: string, values: readonly unknown[]): string {
  const rest = [...values]
  return format.replaceAll(/%(-?)(0?)(\d*)([sdvq%])/g, (_, left, zero, width, verb) => {
    if (verb === '%') return '%'
    const value = rest.shift()
    const text = verb === 'q' ? JSON.stringify(value) : goText(value)
    return left ? text.padEnd(Number(width)) : text.padStart(Number(width), zero ? '0' : ' ')
  })
}

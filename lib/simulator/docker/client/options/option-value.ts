import { durationMistake } from '../../../go/duration'
import { bytesIn } from '../bytes-in'
import type { ClientOption } from './options'

const isNumber = (text: string, from: RegExp): boolean => from.test(text)

const number = (text: string, pattern: RegExp, parser: string): string | undefined =>
  isNumber(text, pattern)
    ? undefined
    : `strconv.${parser}: parsing ${JSON.stringify(text)}: invalid syntax`

const whole = (text: string): string | undefined => number(text, /^[-+]?\d+$/, 'ParseInt')
const unsigned = (text: string): string | undefined => number(text, /^\d+$/, 'ParseUint')

/** What each type says of a text that is none of it, as Go's own parsers and the client's word it. */
const types: Readonly<Record<string, (text: string) => string | undefined>> = {
  switch: (text) => number(text, /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/, 'ParseBool'),
  int: whole,
  uint16: unsigned,
  filter: (text) =>
    text.includes('=') || text === '' ? undefined : 'bad format of filter (expected name=value)',
  bytes: (text) =>
    text === '-1' || !Number.isNaN(bytesIn(text)) ? undefined : `invalid size: '${text}'`,
  duration: durationMistake,
  decimal: (text) =>
    /^\d*\.?\d+$/.test(text) ? undefined : `failed to parse ${text} as a rational number`,
  ulimit: (text) => (/^\w+=-?\d+/.test(text) ? undefined : `invalid ulimit argument: ${text}`),
}

/** Why a text is no value of an option; undefined where it is one. */
export const whyNoValue = ({ type = 'switch' }: ClientOption, text: string): string | undefined =>
  types[type]?.(text)

import { usage } from './iptables-error'
import { icmpName, icmpType, portNumber, serviceName } from './names'
import { quoted, type Extension, type RuleOption } from './rule'

/** What an extension makes of an option that was typed, and how it is listed. */
export interface ExtensionKind {
  /** By the option as it was typed: how many words follow, and what they are saved as; undefined: nothing is saved. */
  readonly options: Readonly<Record<string, OptionKind>>
  /** The options are saved in the order of `options`, however they were typed. */
  list(extension: Extension, numeric: boolean): string
}

export interface OptionKind {
  readonly words: number
  save(words: readonly string[]): Omit<RuleOption, 'not'> | undefined
}

export const plain = (name: string): OptionKind => ({
  words: 1,
  save: ([value = '']) => ({ name, value }),
})

const port = (text: string): string => {
  const number = portNumber(text)
  if (number === undefined) throw usage(`invalid port/service \`${text}' specified`)
  return String(number)
}

const ports = (text: string): string => {
  const [, first = '', last] = /^([^:]*)(?::(.*))?$/.exec(text) ?? []
  return [first, ...(last === undefined ? [] : [last])].map((each) => each && port(each)).join(':')
}

const portsAs = (name: string): OptionKind => ({
  words: 1,
  save: ([value = '']) => ({ name, value: ports(value) }),
})

const portList = (name: string): OptionKind => ({
  words: 1,
  save: ([value = '']) => ({ name, value: value.split(',').map(ports).join(',') }),
})

/** The value of an option, or undefined. */
export const valueOf = ({ options }: Extension, name: string): RuleOption | undefined =>
  options.find((option) => option.name === name)

const shownPorts = (label: string, option: RuleOption | undefined, numeric: boolean): string => {
  if (!option) return ''
  const named = option.value.split(':').map((each) => (numeric ? each : serviceName(each)))
  return ` ${label}${named.length > 1 ? 's' : ''}:${option.not ? '!' : ''}${named.join(':')}`
}

const flagNames = ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG']
const flagBits = (text: string): string => {
  const bits = text.split(',').reduce((sum, each) => sum | (1 << flagNames.indexOf(each)), 0)
  return `0x${bits.toString(16).padStart(2, '0')}`
}

const withPorts = (protocol: string): ExtensionKind => ({
  options: {
    '--sport': portsAs('--sport'),
    '--source-port': portsAs('--sport'),
    '--dport': portsAs('--dport'),
    '--destination-port': portsAs('--dport'),
    ...(protocol === 'tcp' && {
      '--tcp-flags': {
        words: 2,
        save: ([mask = '', set = '']) => ({ name: '--tcp-flags', value: `${mask} ${set}` }),
      },
      '--syn': { words: 0, save: () => ({ name: '--tcp-flags', value: 'FIN,SYN,RST,ACK SYN' }) },
    }),
  },
  list: (match, numeric) => {
    const flags = valueOf(match, '--tcp-flags')
    const [mask = '', set = ''] = flags?.value.split(' ') ?? []
    const shown = numeric ? `${flagBits(mask)}/${flagBits(set)}` : `${mask}/${set}`
    return `${protocol}${shownPorts('spt', valueOf(match, '--sport'), numeric)}${shownPorts('dpt', valueOf(match, '--dport'), numeric)}${flags ? ` flags:${flags.not ? '!' : ''}${shown}` : ''}`
  },
})

const stateNames = ['INVALID', 'NEW', 'RELATED', 'ESTABLISHED', 'UNTRACKED']

const states = (name: string, label: string, more: readonly string[] = []): ExtensionKind => ({
  options: {
    [name]: {
      words: 1,
      save: ([value = '']) => {
        const known = [...stateNames, ...more]
        const wanted = value.split(',')
        const wrong = wanted.find((each) => !known.includes(each))
        if (wrong !== undefined) throw usage(`Bad ${label} "${wrong}"`)
        return { name, value: known.filter((each) => wanted.includes(each)).join(',') }
      },
    },
  },
  list: (match) => {
    const state = valueOf(match, name)
    return `${state?.not ? '! ' : ''}${label} ${state?.value}`
  },
})

const hexadecimal = (text: string): string => `0x${Number(text).toString(16)}`

/** `VALUE` or `VALUE/MASK`, in hexadecimal. */
export const maskedValue = (text: string): [value: string, mask: string] => {
  const [value = '', mask = '0xffffffff'] = text.split('/')
  return [hexadecimal(value), hexadecimal(mask)]
}

const units: Readonly<Record<string, string>> = { s: 'sec', m: 'min', h: 'hour', d: 'day' }

const limit: ExtensionKind = {
  options: {
    '--limit': {
      words: 1,
      save: ([value = '']) => {
        const [, count, unit = 's'] = /^(\d+)(?:\/(\w))?/.exec(value) ?? []
        if (count === undefined) throw usage(`bad rate "${value}"'`)
        return { name: '--limit', value: `${count}/${units[unit] ?? 'sec'}` }
      },
    },
    '--limit-burst': {
      words: 1,
      save: ([value = '']) => (value === '5' ? undefined : { name: '--limit-burst', value }),
    },
  },
  list: (match) =>
    `limit: avg ${valueOf(match, '--limit')?.value ?? '3/hour'} burst ${valueOf(match, '--limit-burst')?.value ?? '5'}`,
}

const multiport: ExtensionKind = {
  options: {
    '--sports': portList('--sports'),
    '--source-ports': portList('--sports'),
    '--dports': portList('--dports'),
    '--destination-ports': portList('--dports'),
    '--ports': portList('--ports'),
  },
  list: ({ options }, numeric) =>
    `multiport ${options
      .map(({ name, value, not }) => {
        const shown = value.replace(/\d+/g, (each) => (numeric ? each : serviceName(each)))
        return `${name.slice(2)} ${not ? '!' : ''}${shown}`
      })
      .join(' ')}`,
}

/** The matches that are simulated; of any other the words stay as they were typed. */
export const matchKinds: Readonly<Record<string, ExtensionKind>> = {
  tcp: withPorts('tcp'),
  udp: withPorts('udp'),
  icmp: {
    options: {
      '--icmp-type': {
        words: 1,
        save: ([value = '']) => {
          const type = icmpType(value)
          if (type === undefined) throw usage(`Invalid ICMP type \`${value}'`)
          return { name: '--icmp-type', value: type }
        },
      },
    },
    list: (match, numeric) => {
      const type = valueOf(match, '--icmp-type')
      const shown = numeric ? `icmptype ${type?.value}` : `icmp ${icmpName(type?.value ?? '')}`
      return `${type?.not ? '!' : ''}${shown}`
    },
  },
  comment: {
    options: {
      '--comment': {
        words: 1,
        save: ([value = '']) => ({ name: '--comment', value: quoted(value) }),
      },
    },
    list: (match) => `/* ${valueOf(match, '--comment')?.value.replace(/^"(.*)"$/, '$1')} */`,
  },
  state: states('--state', 'state'),
  conntrack: states('--ctstate', 'ctstate', ['SNAT', 'DNAT']),
  multiport,
  limit,
  mark: {
    options: {
      '--mark': {
        words: 1,
        save: ([text = '']) => {
          const [value, mask] = maskedValue(text)
          return { name: '--mark', value: mask === '0xffffffff' ? value : `${value}/${mask}` }
        },
      },
    },
    list: (match) => {
      const mark = valueOf(match, '--mark')
      return `mark match ${mark?.not ? '! ' : ''}${mark?.value}`
    },
  },
  addrtype: {
    options: { '--src-type': plain('--src-type'), '--dst-type': plain('--dst-type') },
    list: ({ options }) =>
      `ADDRTYPE match ${options.map(({ name, value, not }) => `${name.slice(2)} ${not ? '!' : ''}${value}`).join(' ')}`,
  },
}

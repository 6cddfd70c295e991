import { usage } from './iptables-error'
import { type ExtensionKind, maskedValue, plain, valueOf } from './matches'
import { quoted } from './rule'

const rejections = [
  'icmp-net-unreachable', 'icmp-host-unreachable', 'icmp-proto-unreachable', 'icmp-port-unreachable', 'icmp-net-prohibited',
  'icmp-host-prohibited', 'icmp-admin-prohibited', 'tcp-reset', 'icmp6-no-route', 'icmp6-adm-prohibited', 'icmp6-addr-unreachable',
  'icmp6-port-unreachable',
] // prettier-ignore

const levels = ['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug']

const log: ExtensionKind = {
  options: {
    '--log-prefix': {
      words: 1,
      save: ([value = '']) => ({ name: '--log-prefix', value: quoted(value) }),
    },
    '--log-level': {
      words: 1,
      save: ([value = '']) => {
        const level = /^\d$/.test(value)
          ? value
          : String(levels.indexOf(value.replace('warning', 'warn')))
        return level === '4' ? undefined : { name: '--log-level', value: level }
      },
    },
  },
  list: (target, numeric) => {
    const level = valueOf(target, '--log-level')?.value ?? '4'
    const prefix = valueOf(target, '--log-prefix')?.value.replace(/^"(.*)"$/, '$1')
    const shown = numeric ? `LOG flags 0 level ${level}` : `LOG level ${levels[Number(level)]}`
    return prefix === undefined ? shown : `${shown} prefix "${prefix}"`
  },
}

const mark: ExtensionKind = {
  options: {
    '--set-xmark': {
      words: 1,
      save: ([text = '']) => ({ name: '--set-xmark', value: maskedValue(text).join('/') }),
    },
    '--set-mark': {
      words: 1,
      save: ([text = '']) => ({ name: '--set-xmark', value: maskedValue(text).join('/') }),
    },
  },
  list: (target) => {
    const [value = '', bits = ''] = valueOf(target, '--set-xmark')?.value.split('/') ?? []
    if (value === '0x0') return `MARK and 0x${(~Number(bits) >>> 0).toString(16)}`
    if (value === bits) return `MARK or ${value}`
    if (bits === '0x0') return `MARK xor ${value}`
    return bits === '0xffffffff' ? `MARK set ${value}` : `MARK xset ${value}/${bits}`
  },
}

const translation = (option: string, label: string): ExtensionKind => ({
  options: { [option]: plain(option) },
  list: (target) => {
    const to = valueOf(target, option)
    return to ? `${label}${to.value}` : ''
  },
})

/** Targets that end a rule's way and have no options. */
export const verdicts: readonly string[] = ['ACCEPT', 'DROP', 'RETURN', 'QUEUE']

/** The targets that are simulated. */
export const targetKinds: Readonly<Record<string, ExtensionKind>> = {
  LOG: log,
  MARK: mark,
  REJECT: {
    options: {
      '--reject-with': {
        words: 1,
        save: ([value = '']) => {
          if (!rejections.includes(value)) throw usage(`unknown reject type "${value}"`)
          return { name: '--reject-with', value }
        },
      },
    },
    list: (target) => `reject-with ${valueOf(target, '--reject-with')?.value}`,
  },
  MASQUERADE: {
    options: {
      '--to-ports': plain('--to-ports'),
      '--random': { words: 0, save: () => ({ name: '--random', value: '' }) },
      '--random-fully': { words: 0, save: () => ({ name: '--random-fully', value: '' }) },
    },
    list: ({ options }) =>
      options.map(({ name, value }) => (value ? `masq ports: ${value}` : name.slice(2))).join(' '),
  },
  DNAT: translation('--to-destination', 'to:'),
  SNAT: translation('--to-source', 'to:'),
  REDIRECT: translation('--to-ports', 'redir ports '),
}

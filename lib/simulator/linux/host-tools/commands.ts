import { lazily } from '../../machine/lazy-command'
import type { SimulatedCommand } from '../../machine/types'
import type { Journal } from '../journal/journal'

const names = () => require('./hostnamectl') as typeof import('./hostnamectl')
const times = () => require('./timedatectl') as typeof import('./timedatectl')
const about = () => require('./about') as typeof import('./about')
const processes = () => require('./by-name') as typeof import('./by-name')
const packages = () => require('./dpkg') as typeof import('./dpkg')
const certificates = () => require('./openssl/openssl') as typeof import('./openssl/openssl')

/** Small tools of a Debian with systemd, seldom called. */
export const hostTools = (journal?: Journal): readonly SimulatedCommand[] => [
  lazily('hostnamectl', () => names().hostnamectl),
  lazily('timedatectl', () => times().timedatectl),
  lazily('loginctl', () => times().loginctl),
  lazily('localectl', () => about().localectl),
  lazily('systemd-detect-virt', () => about().detectVirt),
  lazily('systemd-escape', () => about().escape),
  lazily('lscpu', () => about().lscpu),
  lazily('lsmod', () => about().lsmod),
  lazily('last', () => about().last),
  lazily('killall', () => processes().killall),
  lazily('fuser', () => processes().fuser),
  lazily('dpkg', () => packages().dpkg),
  lazily('dpkg-query', () => packages().dpkgQuery),
  lazily('openssl', () => certificates().openssl, {
    readStdin: (args) => !args.includes('-in') && args[0] !== 'version' && args[0] !== 'rand',
  }),
  ...(journal
    ? [lazily('systemd-cat', () => processes().systemdCat(journal), { readStdin: () => true })]
    : []),
]

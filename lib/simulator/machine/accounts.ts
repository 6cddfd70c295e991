import type { User } from './types'

const nologin = '/usr/sbin/nologin'

/** The accounts that every Debian has, of which nobody logs in: name, uid, gid, home, full name, shell. */
const rows: readonly (readonly [string, number, number, string, string?, string?])[] = [
  ['daemon', 1, 1, '/usr/sbin'],
  ['bin', 2, 2, '/bin'],
  ['sys', 3, 3, '/dev'],
  ['sync', 4, 65534, '/bin', 'sync', '/bin/sync'],
  ['games', 5, 60, '/usr/games'],
  ['man', 6, 12, '/var/cache/man'],
  ['lp', 7, 7, '/var/spool/lpd'],
  ['mail', 8, 8, '/var/mail'],
  ['news', 9, 9, '/var/spool/news'],
  ['uucp', 10, 10, '/var/spool/uucp'],
  ['proxy', 13, 13, '/bin'],
  ['www-data', 33, 33, '/var/www'],
  ['backup', 34, 34, '/var/backups'],
  ['list', 38, 38, '/var/list', 'Mailing List Manager'],
  ['irc', 39, 39, '/run/ircd', 'ircd'],
  ['_apt', 42, 65534, '/nonexistent', ''],
  ['nobody', 65534, 65534, '/nonexistent'],
  ['systemd-network', 998, 998, '/', 'systemd Network Management'],
  ['messagebus', 100, 101, '/nonexistent', ''],
  ['sshd', 101, 65534, '/run/sshd', ''],
]

export const systemAccounts: readonly User[] = rows.map(
  ([name, uid, gid, home, gecos = name, shell = nologin]) => ({
    name, uid, gid, home, gecos, shell, groups: [], sudo: 'none',
  }),
) // prettier-ignore

/** Group ids as Debian gives them. */
export const wellKnownGroups: Readonly<Record<string, number>> = {
  root: 0, daemon: 1, bin: 2, sys: 3, adm: 4, tty: 5, disk: 6, lp: 7, mail: 8, news: 9, uucp: 10, man: 12, proxy: 13,
  kmem: 15, dialout: 20, fax: 21, voice: 22, cdrom: 24, floppy: 25, tape: 26, sudo: 27, audio: 29, dip: 30,
  'www-data': 33, backup: 34, operator: 37, list: 38, irc: 39, src: 40, shadow: 42, utmp: 43, video: 44, sasl: 45,
  plugdev: 46, staff: 50, games: 60, users: 100, nogroup: 65534, 'systemd-journal': 999, 'systemd-network': 998,
  messagebus: 101, redis: 1001, docker: 996,
} // prettier-ignore

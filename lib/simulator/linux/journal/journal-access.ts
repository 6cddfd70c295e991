import type { User } from '../../machine/types'

/** Root and two groups see all; people who log in what their own processes wrote; accounts of the system nothing. */
export function access({ uid, groups }: User): 'all' | 'own' | 'none' {
  if (uid === 0 || groups.includes('adm') || groups.includes('systemd-journal')) return 'all'
  return uid >= 1000 && uid < 65_534 ? 'own' : 'none'
}

export const hint = `Hint: You are currently not seeing messages from other users and the system.
      Users in groups 'adm', 'systemd-journal' can see all messages.
      Pass -q to turn off this notice.
`

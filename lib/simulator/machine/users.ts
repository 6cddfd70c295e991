import { systemAccounts, wellKnownGroups } from './accounts'
import type { Credentials } from '../file-system/inode'
import type { User } from './types'

const root: User = {
  name: 'root',
  uid: 0,
  gid: 0,
  home: '/root',
  gecos: 'root',
  groups: [],
  sudo: 'all',
}

/** The accounts of a machine and their groups; root and the system's own are always there. */
export class UserTable {
  readonly #users = new Map<string, User>()
  readonly #groups = new Map<string, number>(Object.entries(wellKnownGroups))
  #nextGroup = 990

  /** @param groups ids in place of Debian's */
  constructor(users: readonly User[], groups: Readonly<Record<string, number>> = {}) {
    for (const [name, gid] of Object.entries(groups)) this.#groups.set(name, gid)
    for (const user of [root, ...systemAccounts, ...users]) this.add(user)
  }

  add(user: User): void {
    this.#users.set(user.name, user)
    if (![...this.#groups.values()].includes(user.gid)) this.#groups.set(user.name, user.gid)
    for (const group of user.groups) {
      if (!this.#groups.has(group)) this.#groups.set(group, this.#nextGroup--)
    }
  }

  all(): readonly User[] {
    return [...this.#users.values()]
  }

  find(nameOrUid: string): User | undefined {
    return this.#users.get(nameOrUid) ?? this.all().find(({ uid }) => String(uid) === nameOrUid)
  }

  nameOf(uid: number): string {
    return this.all().find((user) => user.uid === uid)?.name ?? String(uid)
  }

  groupName(gid: number): string {
    return [...this.#groups].find(([, id]) => id === gid)?.[0] ?? String(gid)
  }

  gid(nameOrGid: string): number | undefined {
    return this.#groups.get(nameOrGid) ?? (/^\d+$/.test(nameOrGid) ? Number(nameOrGid) : undefined)
  }

  credentials(user: User): Credentials {
    const others = user.groups.map((group) => this.#groups.get(group) ?? user.gid)
    // The kernel keeps the others in order: `groups_sort`.
    const sorted = others.sort((one, other) => one - other)
    return { uid: user.uid, gids: [...new Set([user.gid, ...sorted])] }
  }

  /** /etc/passwd */
  passwd(): string {
    return this.all()
      .map(
        ({ name, uid, gid, home, gecos = '', shell = '/bin/bash' }) =>
          `${name}:x:${uid}:${gid}:${gecos}:${home}:${shell}\n`,
      )
      .join('')
  }

  /** /etc/shadow: whose password is set is nobody's business. */
  shadow(): string {
    return this.all()
      .map(({ name }) => `${name}:*:19700:0:99999:7:::\n`)
      .join('')
  }

  /** /etc/group */
  group(): string {
    const members = (group: string): string =>
      this.all()
        .filter(({ groups }) => groups.includes(group))
        .map(({ name }) => name)
        .join(',')
    return [...this.#groups].map(([name, gid]) => `${name}:x:${gid}:${members(name)}\n`).join('')
  }
}

import type { Credentials } from '../file-system/inode'
import type { User } from './types'

/** Group ids as Debian gives them. */
const wellKnownGroups: Readonly<Record<string, number>> = {
  root: 0,
  daemon: 1,
  adm: 4,
  tty: 5,
  mail: 8,
  sudo: 27,
  'www-data': 33,
  shadow: 42,
  users: 100,
  redis: 1001,
  docker: 999,
  nogroup: 65534,
}

const root: User = { name: 'root', uid: 0, gid: 0, home: '/root', groups: [], sudo: 'all' }

/** The people of a machine and their groups; root is always there. */
export class UserTable {
  readonly #users = new Map<string, User>()
  readonly #groups = new Map<string, number>(Object.entries(wellKnownGroups))
  #nextGroup = 990

  constructor(users: readonly User[]) {
    for (const user of [root, ...users]) this.add(user)
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
    return { uid: user.uid, gids: [...new Set([user.gid, ...others])] }
  }

  /** /etc/passwd */
  passwd(): string {
    return this.all()
      .map(
        ({ name, uid, gid, home }) =>
          `${name}:x:${uid}:${gid}:${name === 'root' ? 'root' : ''}:${home}:/bin/bash\n`,
      )
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

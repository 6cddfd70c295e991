import type { AuthContext, ParsedKey } from 'ssh2'
import { utils } from 'ssh2'
import type { Machine } from '../machine/machine'
import type { User } from '../machine/types'

/** As Debian's sshd has it: no keyboard-interactive. */
const methods = ['publickey', 'password'] as const

/** Lets a login in as sshd would: a key of ~/.ssh/authorized_keys, or the password; root by key only. */
export const authenticate = (machine: Machine, context: AuthContext): User | undefined => {
  const user = machine.users.find(context.username)
  if (user && isProven(machine, user, context)) return user
  context.reject([...methods])
  return undefined
}

const isProven = (machine: Machine, user: User, context: AuthContext): boolean => {
  if (context.method === 'password') {
    return user.uid !== 0 && user.password !== undefined && context.password === user.password
  }
  if (context.method !== 'publickey') return false
  const key = authorizedKeys(machine, user).find((each) =>
    each.getPublicSSH().equals(context.key.data),
  )
  if (!key) return false
  // Without a signature the client only asks whether this key would do.
  if (!context.signature || !context.blob) return true
  return key.verify(context.blob, context.signature, context.hashAlgo) === true
}

const authorizedKeys = (machine: Machine, user: User): ParsedKey[] => {
  const path = `${user.home}/.ssh/authorized_keys`
  if (!machine.fs.exists(path)) return []
  return machine.fs
    .readText(path)
    .split('\n')
    .map((line) => /(?:ssh-|ecdsa-)\S+ \S+.*$/.exec(line.trim())?.[0])
    .flatMap((text) => {
      const key = text === undefined ? undefined : utils.parseKey(text)
      return key === undefined || key instanceof Error ? [] : [key]
    })
}

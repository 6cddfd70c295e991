import { readFileSync } from 'node:fs'
import { remember } from '../../redaction/redacted'
import { type MachineSpec } from '../../testbed/testbed'
import { LoginRefused } from './host-refusals'

/**
 * The private key in the testbed file's `ssh.identityFile`.
 * @throws LoginRefused when it cannot be read, or needs a passphrase
 */
export function readIdentityFile({ name, ssh }: MachineSpec, file: string): Buffer {
  const refuse = (wrong: string, next: string): never => {
    throw new LoginRefused(
      name,
      'ssh.identityFile',
      `The key ${file} for ${ssh.user} on ${name} ${wrong}.`,
      next,
    )
  }
  const key = read(file, (why) =>
    refuse(`cannot be read: ${why}`, 'name a private key that you may read'),
  )
  if (!/PRIVATE KEY-----/.test(key))
    refuse('is no private key', 'name the private key, not the .pub file')
  if (isEncrypted(key))
    refuse(
      'needs a passphrase',
      `ssh-add ${file} and leave identityFile out, so that the agent is asked`,
    )
  remember(key)
  return Buffer.from(key)
}

function read(file: string, fail: (why: string) => never): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    return fail((error as NodeJS.ErrnoException).code ?? String(error))
  }
}

/** OpenSSH's own format names its cipher after the magic word; the PEM formats say it in their header. */
function isEncrypted(key: string): boolean {
  if (/ENCRYPTED/.test(key)) return true
  const body = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]+)/.exec(key)?.[1]
  if (!body) return false
  const blob = Buffer.from(body, 'base64')
  const cipher = 'openssh-key-v1\0'.length
  return blob.toString('latin1', cipher + 4, cipher + 4 + blob.readUInt32BE(cipher)) !== 'none'
}

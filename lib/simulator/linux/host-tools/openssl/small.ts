import { createHash, createPrivateKey, createPublicKey, randomBytes } from 'node:crypto'
import { absolute } from '../../../file-system/paths'
import type { CommandContext, CommandOutput } from '../../../machine/types'
import { textOf } from '../../../shell/text'
import { OpensslOptions } from './options'
import { modulusOf } from './x509'

export const version = (): CommandOutput => ({
  stdout: 'OpenSSL 3.0.20 7 Apr 2026 (Library: OpenSSL 3.0.20 7 Apr 2026)\n',
})

/** `openssl rand [-hex|-base64] BYTES`. */
export function rand(args: readonly string[]): CommandOutput {
  const options = new OpensslOptions(args, ['out'], ['hex', 'base64'])
  const bytes = randomBytes(Number(options.words[0] ?? 0))
  if (options.has('hex')) return { stdout: `${bytes.toString('hex')}\n` }
  if (options.has('base64')) return { stdout: `${bytes.toString('base64')}\n` }
  return { stdout: textOf(bytes) }
}

const digests: Readonly<Record<string, string>> = { sha256: 'SHA2-256', sha512: 'SHA2-512', sha1: 'SHA1', md5: 'MD5' } // prettier-ignore

/** `openssl dgst [-sha256] [-r] [FILE…]`. */
export function dgst(args: readonly string[], { stdin, fs, cwd }: CommandContext): CommandOutput {
  const options = new OpensslOptions(args, [], ['r', 'hex', ...Object.keys(digests)])
  const name = Object.keys(digests).find((each) => options.has(each)) ?? 'sha256'
  const line = (of: string, content: string | Buffer): string => {
    const sum = createHash(name).update(content).digest('hex')
    return options.has('r') ? `${sum} *${of}\n` : `${digests[name]}(${of})= ${sum}\n`
  }
  if (options.words.length === 0) return { stdout: line('stdin', stdin) }
  return { stdout: options.words.map((each) => line(each, fs.read(absolute(cwd, each)))).join('') }
}

/** `openssl base64 [-d] [-A] [-in FILE]`. */
export function base64(args: readonly string[], { stdin, fs, cwd }: CommandContext): CommandOutput {
  const options = new OpensslOptions(args, ['in', 'out'], ['d', 'A', 'e'])
  const file = options.value('in')
  const content = file === undefined ? Buffer.from(stdin) : fs.read(absolute(cwd, file))
  if (options.has('d')) return { stdout: textOf(Buffer.from(content.toString(), 'base64')) }
  const text = content.toString('base64')
  return { stdout: options.has('A') ? text : `${(text.match(/.{1,64}/g) ?? []).join('\n')}\n` }
}

/** `openssl rsa|pkey|ec -in FILE [-check] [-noout] [-modulus] [-pubout]`. */
export function key(args: readonly string[], { fs, cwd, stdin }: CommandContext): CommandOutput {
  const options = new OpensslOptions(args, ['in', 'out'], ['check', 'noout', 'modulus', 'pubout'])
  const file = options.value('in')
  const path = file === undefined ? undefined : absolute(cwd, file)
  if (path !== undefined && !fs.exists(path))
    return {
      stderr: `Could not open file or uri for loading private key from ${file}\n`,
      exitCode: 1,
    }
  try {
    const made = createPrivateKey(path === undefined ? stdin : fs.read(path))
    const isRsa = made.asymmetricKeyType === 'rsa'
    const publicKey = createPublicKey(made)
    const shown = options.has('pubout')
      ? publicKey.export({ type: 'spki', format: 'pem' }).toString()
      : made.export({ type: 'pkcs8', format: 'pem' }).toString()
    return {
      stdout: [
        options.has('check') ? `${isRsa ? 'RSA key ok' : 'Key is valid'}\n` : '',
        options.has('modulus') ? `Modulus=${modulusOf(publicKey)}\n` : '',
        options.has('noout') ? '' : shown,
      ].join(''),
    }
  } catch {
    return { stderr: `Could not read private key from ${file ?? '<stdin>'}\n`, exitCode: 1 }
  }
}

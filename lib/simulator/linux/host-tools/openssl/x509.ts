import { createHash, X509Certificate } from 'node:crypto'
import { absolute } from '../../../file-system/paths'
import type { CommandContext, CommandOutput } from '../../../machine/types'
import { textOf } from '../../../shell/text'
import { OpensslOptions } from './options'

const valued = ['in', 'out', 'inform', 'outform', 'checkend', 'ext', 'nameopt']
const switches = [
  'noout', 'subject', 'issuer', 'dates', 'enddate', 'startdate', 'serial', 'fingerprint', 'sha256', 'sha1', 'md5', 'modulus',
  'pubkey', 'text', 'hash', 'subject_hash', 'issuer_hash', 'email',
] // prettier-ignore

/** `openssl x509 [-in FILE] [-noout] [-subject] [-enddate] …`: what is printed comes in the order in which it was asked for. */
export function x509(args: readonly string[], context: CommandContext): CommandOutput {
  const options = new OpensslOptions(args, valued, switches)
  if (
    options.has('text') ||
    options.has('hash') ||
    options.has('subject_hash') ||
    options.has('issuer_hash')
  ) {
    context.machine.reportUnknown('openssl x509 -text', `openssl x509 ${args.join(' ')}`)
    return {
      stderr: `x509: Unrecognized flag ${options.has('text') ? 'text' : 'hash'}\n`,
      exitCode: 1,
    }
  }
  const read = readCertificate(options.value('in'), context)
  if (!(read instanceof X509Certificate)) return read
  const asked = args.filter((arg) => arg.startsWith('-')).map((arg) => arg.replace(/^--?/, ''))
  const stdout = asked.map((name) => prints[name]?.(read, options) ?? '').join('')
  const form = options.value('outform') === 'der' ? textOf(read.raw) : read.toString()
  const until = options.value('checkend')
  const ends =
    until !== undefined &&
    Date.parse(read.validTo) < context.machine.clock.now() + Number(until) * 1000
  const out = options.value('out')
  const printed = options.has('noout') ? '' : form
  if (out !== undefined) context.fs.write(absolute(context.cwd, out), stdout + printed)
  return {
    stdout: out === undefined ? stdout + checked(until, ends) + printed : checked(until, ends),
    exitCode: ends ? 1 : 0,
  }
}

const checked = (until: string | undefined, ends: boolean): string =>
  until === undefined ? '' : `Certificate will ${ends ? '' : 'not '}expire\n`

/** One in PEM or DER; or what is said where there is none. */
export function readCertificate(
  name: string | undefined,
  { fs, cwd, stdin }: CommandContext,
): X509Certificate | CommandOutput {
  const path = name === undefined ? undefined : absolute(cwd, name)
  if (path !== undefined && !fs.exists(path))
    return {
      stderr: `Could not open file or uri for loading certificate from ${name}
40474D78517F0000:error:16000069:STORE routines:ossl_store_get0_loader_int:unregistered scheme:../crypto/store/store_register.c:237:scheme=file
40474D78517F0000:error:80000002:system library:file_open:No such file or directory:../providers/implementations/storemgmt/file_store.c:268:calling stat(${name})
Unable to load certificate
`,
      exitCode: 1,
    }
  try {
    return new X509Certificate(path === undefined ? stdin : fs.read(path))
  } catch {
    return {
      stderr: `Could not read certificate from ${name ?? '<stdin>'}\nUnable to load certificate\n`,
      exitCode: 1,
    }
  }
}

type Print = (certificate: X509Certificate, options: OpensslOptions) => string

const prints: Readonly<Record<string, Print>> = {
  subject: ({ subject }) => `subject=${nameText(subject)}\n`,
  issuer: ({ issuer }) => `issuer=${nameText(issuer)}\n`,
  startdate: ({ validFrom }) => `notBefore=${validFrom}\n`,
  enddate: ({ validTo }) => `notAfter=${validTo}\n`,
  dates: ({ validFrom, validTo }) => `notBefore=${validFrom}\nnotAfter=${validTo}\n`,
  serial: ({ serialNumber }) => `serial=${serialNumber}\n`,
  fingerprint: ({ raw }, options) => {
    const [shown, name] = options.has('sha256')
      ? ['sha256', 'sha256']
      : options.has('md5')
        ? ['MD5', 'md5']
        : ['sha1', 'sha1']
    const digits = createHash(name).update(raw).digest('hex').toUpperCase()
    return `${shown} Fingerprint=${digits.match(/../g)!.join(':')}\n`
  },
  pubkey: ({ publicKey }) => publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  modulus: ({ publicKey }) => `Modulus=${modulusOf(publicKey)}\n`,
  ext: (certificate, options) => extensionText(certificate, options.value('ext') ?? ''),
}

export function modulusOf(publicKey: X509Certificate['publicKey']): string {
  const { n } = publicKey.export({ format: 'jwk' })
  return n === undefined
    ? 'Wrong Algorithm type'
    : Buffer.from(n, 'base64url').toString('hex').toUpperCase()
}

/** `O = lab, CN = ld` */
export const nameText = (name: string): string =>
  name
    .split('\n')
    .map((part) => part.replace('=', ' = '))
    .join(', ')

function extensionText({ subjectAltName, ca }: X509Certificate, names: string): string {
  const known: Readonly<Record<string, string | undefined>> = {
    subjectAltName: subjectAltName && `X509v3 Subject Alternative Name: \n    ${subjectAltName}\n`,
    basicConstraints: `X509v3 Basic Constraints: critical\n    CA:${ca ? 'TRUE' : 'FALSE'}\n`,
  }
  return (
    names
      .split(',')
      .map((name) => known[name] ?? '')
      .join('') || 'No extensions matching in certificate\n'
  )
}

import { generateKeyPairSync } from 'node:crypto'
import { absolute } from '../../../file-system/paths'
import type { CommandContext, CommandOutput } from '../../../machine/types'
import { certificate, distinguishedName } from '../../../x509/certificate'
import {
  basicConstraints,
  subjectAlternativeNames,
  subjectKeyIdentifier,
} from '../../../x509/extensions'
import { OpensslOptions } from './options'

const valued = [
  'newkey',
  'keyout',
  'out',
  'days',
  'subj',
  'addext',
  'config',
  'extensions',
  'in',
  'key',
]

/** `openssl req -x509 -newkey rsa:BITS -nodes -keyout FILE -out FILE [-days N] [-subj /O=…/CN=…] [-addext subjectAltName=…]`. */
export function req(args: readonly string[], context: CommandContext): CommandOutput {
  const options = new OpensslOptions(args, valued, ['x509', 'nodes', 'noenc', 'new', 'batch', 'sha256', 'utf8'])
  const { machine, fs, cwd } = context
  const [, bits] = /^rsa:(\d+)$/.exec(options.value('newkey') ?? '') ?? []
  if (!options.has('x509') || bits === undefined || !(options.has('nodes') || options.has('noenc'))) {
    machine.reportUnknown('openssl req', `openssl req ${args.join(' ')}`)
    return { stderr: 'req: the simulated openssl makes self-signed certificates with new RSA keys only\n', exitCode: 1 }
  }
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: Number(bits) })
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const subject = distinguishedName((options.value('subj') ?? '/C=AU').split('/').filter(Boolean).join(', '))
  const names = /^subjectAltName\s*=\s*(.*)$/.exec(options.value('addext') ?? '')?.[1]
  const now = machine.clock.now()
  const made = certificate(
    {
      subject,
      issuer: subject,
      publicKey: spki,
      notBefore: new Date(now),
      notAfter: new Date(now + Number(options.value('days') ?? 30) * 86_400_000),
      extensions: [
        subjectKeyIdentifier(spki),
        basicConstraints(true),
        ...(names ? [subjectAlternativeNames(names.split(',').map((name) => name.trim().replace(/^(DNS|IP):/, '')))] : []),
      ],
    },
    privateKey,
  )
  const keyText = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const write = (name: string | undefined, text: string, mode: number): string => {
    if (name === undefined) return text
    fs.write(absolute(cwd, name), text, mode)
    return ''
  }
  return { stdout: write(options.value('keyout') ?? 'privkey.pem', keyText, 0o600) + write(options.value('out'), made, 0o644), stderr: '-----\n' }
} // prettier-ignore
